/** Taking the brief away: a PDF in a new tab, Markdown or JSON as a file. */
import { Braces, Download, FileDown, FileText } from 'lucide-react'
import type { Api } from '../api.ts'
import type { SyncStatus } from '../sync/provider.ts'
import { Menu, MenuLine, MenuLink } from '../ui/menu.tsx'
import { count } from '../ui/words.ts'

export function ExportMenu({ api, id, status }: { api: Api; id: string; status: SyncStatus }) {
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="button" data-look="primary" aria-label="Export">
          <Download aria-hidden size={17} />
          <span className="wide-only">Export</span>
        </button>
      }
    >
      {status.waiting > 0 && status.kind !== 'saving' && (
        <>
          <p className="menu-note">{count(status.waiting, 'change')} {status.unkept ? 'in this tab' : 'on this device'} {status.waiting === 1 ? 'is' : 'are'} not on the server yet and will be missing.</p>
          <MenuLine />
        </>
      )}
      <MenuLink icon={<FileText size={16} />} href={api.exportUrl(id, 'pdf')} newTab>
        PDF, in a new tab
      </MenuLink>
      <MenuLink icon={<FileDown size={16} />} href={api.exportUrl(id, 'md')} download>
        Markdown file
      </MenuLink>
      <MenuLink icon={<Braces size={16} />} href={api.exportUrl(id, 'json')} download>
        JSON file, with its evidence
      </MenuLink>
    </Menu>
  )
}
