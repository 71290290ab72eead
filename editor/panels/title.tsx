/** The title of the brief: the Y.Text itself, so that two people can type in it at once. */
import { type KeyboardEvent, useEffect, useLayoutEffect, useReducer, useRef } from 'react'
import type * as Y from 'yjs'
import { changeBetween, moveOffset } from './ytext.ts'

export function TitleInput({ title, canWrite, onLeave }: { title: Y.Text; canWrite: boolean; onLeave(): void }) {
  const input = useRef<HTMLTextAreaElement>(null)
  /** The selection to restore after a colleague's change; null when the browser keeps it by itself. */
  const restore = useRef<readonly [number, number] | null>(null)
  const [, changed] = useReducer((turn: number) => turn + 1, 0)

  useEffect(() => {
    const onChange = (event: Y.YTextEvent) => {
      const element = input.current
      if (element !== null && !event.transaction.local) restore.current = [moveOffset(element.selectionStart, event.delta), moveOffset(element.selectionEnd, event.delta)]
      changed()
    }
    title.observe(onChange)
    return () => title.unobserve(onChange)
  }, [title])

  useLayoutEffect(() => {
    if (restore.current === null || document.activeElement !== input.current) return
    input.current?.setSelectionRange(...restore.current)
    restore.current = null
  })

  const write = (typed: string) => {
    const change = changeBetween(title.toString(), typed.replaceAll(/[\r\n]+/g, ' '))
    if (change === null) return changed()
    title.doc?.transact(() => {
      title.delete(change.index, change.remove)
      title.insert(change.index, change.insert)
    })
  }

  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    onLeave()
  }

  return (
    <textarea
      ref={input}
      className="title-input"
      rows={1}
      aria-label="Title of the brief"
      placeholder="Untitled brief"
      maxLength={300}
      readOnly={!canWrite}
      value={title.toString()}
      onChange={(event) => write(event.target.value)}
      onKeyDown={leave}
    />
  )
}
