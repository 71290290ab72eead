/** The browser's history as a route: reading it, moving in it, and links that stay in the page. */
import { createContext, type ComponentProps, type MouseEvent, use, useCallback, useEffect, useMemo, useState } from 'react'
import { formatRoute, parseRoute, type Route } from '../route.ts'

export type Navigation = { route: Route; go(route: Route, options?: { replace?: boolean }): void }

export const NavigationContext = createContext<Navigation | null>(null)

export function useNavigation(): Navigation {
  const navigation = use(NavigationContext)
  if (navigation === null) throw new TypeError('useNavigation stands outside the App')
  return navigation
}

const here = (): string => window.location.pathname + window.location.search

/** The one subscription to the history; App provides it to everything below. */
export function useHistory(): Navigation {
  const [address, setAddress] = useState(here)
  useEffect(() => {
    const onMove = () => setAddress(here())
    window.addEventListener('popstate', onMove)
    return () => window.removeEventListener('popstate', onMove)
  }, [])
  const go = useCallback<Navigation['go']>((route, options) => {
    const next = formatRoute(route)
    if (next !== here()) window.history[options?.replace ? 'replaceState' : 'pushState'](null, '', next)
    setAddress(next)
  }, [])
  return useMemo(() => ({ route: parseRoute(address), go }), [address, go])
}

/** An anchor to a route. Modified clicks (new tab, download) are left to the browser. */
export function Link({ to, onClick, ...rest }: { to: Route } & Omit<ComponentProps<'a'>, 'href'>) {
  const { go } = useNavigation()
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || rest.target === '_blank') return
    event.preventDefault()
    go(to)
  }
  return <a {...rest} href={formatRoute(to)} onClick={follow} />
}

/** Names the browser tab; the product's name follows. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Counterpoint' : `${title} · Counterpoint`
  }, [title])
}
