/** Small pages the server writes itself, without scripts and without anything from elsewhere: sign-in by link, messages, the API reference. */
import type { Context } from 'hono'

/** Whether a person asks: browsers say that they take HTML. Whoever else is refused something gets a problem. */
export function wantsPage(c: Context): boolean {
  return (c.req.header('accept') ?? '').includes('text/html')
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1f2328, #e6e4df); --quiet: light-dark(#5b616a, #a5a39d); --ground: light-dark(#f4f2ec, #17191b); --paper: light-dark(#ffffff, #1f2224); --line: light-dark(#d9d5ca, #383c3f); --accent: light-dark(#0f5c5c, #6fc3bd); --on-accent: light-dark(#ffffff, #10201f); }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 'Public Sans', system-ui, sans-serif }
main { max-width: 26rem; margin: 12vh auto 4rem; padding: 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem }
main.wide { max-width: 60rem; margin-top: 3rem }
h1 { font: 600 1.5rem/1.25 'Source Serif 4', Georgia, serif; margin: 0 0 .75rem }
h2 { font: 600 1.2rem/1.3 'Source Serif 4', Georgia, serif; margin: 2.5rem 0 .5rem }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere }
p { margin: 0 0 1rem } .quiet { color: var(--quiet) }
label { display: block; font-weight: 600; margin: 0 0 1rem }
input { display: block; width: 100%; min-height: 44px; margin-top: .25rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: .25rem }
button { min-height: 44px; width: 100%; padding: .5rem 1rem; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 0; border-radius: .25rem; cursor: pointer }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
a { color: var(--accent) } .fault { border-left: 4px solid light-dark(#a3341f, #f0907c); padding-left: .75rem }
code, .method { font-family: ui-monospace, monospace; font-size: .92em } .method { font-weight: 700; color: var(--accent); text-transform: uppercase }
table { border-collapse: collapse; width: 100%; margin: .25rem 0 1rem } td:first-child { width: 11rem } pre { margin: .5rem 0; padding: .75rem; max-height: 24rem; overflow: auto; background: var(--ground); border: 1px solid var(--line); font: .85em/1.5 ui-monospace, monospace } summary { min-height: 24px; cursor: pointer; color: var(--accent) }
th, td { text-align: start; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
`

/** A whole page. `content` is HTML made of escaped parts; `title` is text. */
export function page(title: string, content: string, width: 'narrow' | 'wide' = 'narrow'): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)} · Counterpoint</title><link rel="icon" href="/favicon.svg" type="image/svg+xml"><style>${STYLE}</style></head>
<body><main${width === 'wide' ? ' class="wide"' : ''}>${content}</main></body>
</html>
`
}
