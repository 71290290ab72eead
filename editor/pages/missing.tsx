/** An address that leads nowhere. */
import { Compass } from 'lucide-react'
import { Link } from '../ui/navigation.tsx'
import { Empty } from '../ui/notice.tsx'
import { Shell } from '../ui/shell.tsx'

export function MissingPage() {
  return (
    <Shell title="Not found">
      <Empty icon={<Compass size={28} />} title="There is no page here">
        <p>The address may be mistyped, or what it led to was removed.</p>
        <Link to={{ page: 'home' }} className="button" data-look="primary">
          Go to the briefs
        </Link>
      </Empty>
    </Shell>
  )
}
