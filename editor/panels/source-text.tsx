/** The text of a source as a person reads it: headings, lists, numbered paragraphs, passages one can point at, boilerplate dimmed or left out. */
import { Fragment, type ReactNode, useEffect, useMemo, useRef } from 'react'
import type { SourceDetail } from '#model/api.ts'
import { type Block, isBoilerplate, type Passage } from '#model/source.ts'
import { type Layer, type Piece, piecesOf } from './source-layers.ts'

export type SourceTextProps = {
  /** Shown above by whoever shows the text: a first heading that only repeats it is left out. */
  title: string
  source: Pick<SourceDetail, 'text' | 'blocks' | 'passages'>
  /** The level of the text's own headings in the page around it. */
  headings: 'h2' | 'h3'
  /** The passage to scroll to and highlight, or null. A new object scrolls again. */
  target: { passageId: string } | null
  showBoilerplate: boolean
  /** Called with the passage that was clicked; without it passages are only shown. */
  onPick?: ((passage: Passage) => void) | undefined
  /** Figures, dates and ranks to show in the text. */
  layers?: readonly Layer[]
  /** What is known of a passage beyond its text, by its id: shown by its underline. */
  standing?: ReadonlyMap<string, string>
  /** What a person can do with a block, shown beside it. */
  renderTools?: ((block: Block) => ReactNode) | undefined
}

const NO_LAYERS: readonly Layer[] = []
const NO_STANDING: ReadonlyMap<string, string> = new Map()

export function SourceText({ title, headings, source, target, showBoilerplate, onPick, layers = NO_LAYERS, standing = NO_STANDING, renderTools }: SourceTextProps) {
  const place = useRef<HTMLDivElement>(null)
  const parts = useMemo(() => readable(source.blocks, source.passages).filter((part, index) => index > 0 || !repeats(part.block, source.text, title)), [source, title])
  useEffect(() => {
    if (target === null) return
    const element = place.current?.querySelector<HTMLElement>(`[data-passage="${CSS.escape(target.passageId)}"]`)
    element?.scrollIntoView({ block: 'center', behavior: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
  }, [target])
  return (
    <div className="source-text" ref={place} data-pickable={onPick !== undefined || undefined}>
      {parts.map((part) =>
        isBoilerplate(part.block.kind) && !showBoilerplate ? null : <BlockText key={part.block.start} part={part} text={source.text} heading={headings} target={target?.passageId ?? null} onPick={onPick} layers={layers} standing={standing} tools={renderTools?.(part.block)} />,
      )}
    </div>
  )
}

/** `number` is the paragraph its passages are cited by; null for a block that can't be cited. */
type Part = { block: Block; number: number | null; passages: readonly Passage[] }

function readable(blocks: readonly Block[], passages: readonly Passage[]): Part[] {
  const ordered = [...passages].sort((a, b) => a.position.start - b.position.start)
  let next = 0
  return [...blocks]
    .sort((a, b) => a.start - b.start)
    .map((block) => {
      while ((ordered[next]?.position.start ?? Infinity) < block.start) next++
      const own: Passage[] = []
      for (; (ordered[next]?.position.start ?? Infinity) < block.end; next++) own.push(ordered[next] as Passage)
      return { block, number: own[0]?.paragraph ?? null, passages: own }
    })
}

const MARKUP = /^\s*#{1,6}\s+/

function repeats(block: Block, text: string, title: string): boolean {
  const words = (line: string) => line.replace(MARKUP, '').replaceAll(/\s+/g, ' ').trim().toLowerCase()
  return block.kind === 'heading' && words(text.slice(block.start, block.end)) === words(title)
}

type BlockTextProps = {
  part: Part
  text: string
  heading: 'h2' | 'h3'
  target: string | null
  onPick: ((passage: Passage) => void) | undefined
  layers: readonly Layer[]
  standing: ReadonlyMap<string, string>
  tools: ReactNode
}

function BlockText(props: BlockTextProps) {
  const { block, number } = props.part
  if (block.kind === 'heading') {
    const Heading = props.heading
    return (
      <Heading className="source-heading">
        <Run {...props} from={block.start + leading(props, MARKUP)} to={block.end} />
      </Heading>
    )
  }
  if (block.kind === 'list') return <ListText {...props} />
  if (isBoilerplate(block.kind)) {
    return (
      <div className="source-boilerplate">
        <p className="source-reason">
          Set aside as {block.kind.slice('boilerplate:'.length)}: {block.reason}
        </p>
        <p>
          <Run {...props} from={block.start} to={block.end} />
        </p>
        {props.tools}
      </div>
    )
  }
  return (
    <p className="source-paragraph" data-kind={block.kind}>
      <ParagraphNumber number={number} />
      <Run {...props} from={block.start} to={block.end} />
      {props.tools}
    </p>
  )
}

function ParagraphNumber({ number }: { number: number | null }) {
  if (number === null) return null
  return (
    <span className="source-number" role="img" aria-label={`Paragraph ${number}`}>
      {number}
    </span>
  )
}

const BULLET = /^[ \t]*(?:[-*+•‣◦]|\(?\d{1,3}[.)])[ \t]+/

/** A new item starts at a line with a bullet or number; other lines belong to the item before. */
function ListText(props: BlockTextProps) {
  const { block, number } = props.part
  const items: { from: number; to: number }[] = []
  for (let at = block.start; at < block.end; ) {
    const newline = props.text.indexOf('\n', at)
    const end = newline === -1 || newline >= block.end ? block.end : newline
    const bullet = BULLET.exec(props.text.slice(at, end))?.[0].length ?? 0
    const last = items.at(-1)
    if (bullet > 0 || last === undefined) items.push({ from: at + bullet, to: end })
    else last.to = end
    at = end + 1
  }
  return (
    <ul className="source-list">
      {items.map(({ from, to }, index) => (
        <li key={from}>
          {index === 0 && <ParagraphNumber number={number} />}
          <Run {...props} from={from} to={to} />
          {index === items.length - 1 && props.tools}
        </li>
      ))}
    </ul>
  )
}

function leading({ part, text }: BlockTextProps, pattern: RegExp): number {
  return pattern.exec(text.slice(part.block.start, part.block.end))?.[0].length ?? 0
}

/** The text from `from` to `to`, its passages as spans, with what was read out of them marked. Wrapped lines join by themselves: white space collapses. */
function Run({ part, text, target, onPick, layers, standing, from, to }: BlockTextProps & { from: number; to: number }) {
  return byPassage(piecesOf(part.passages, layers, from, to)).map(({ passage, pieces }) => {
    const content = pieces.map(({ start, end, layer }) => (layer === null ? <Fragment key={start}>{text.slice(start, end)}</Fragment> : <Read key={start} layer={layer} words={text.slice(start, end)} />))
    const first = pieces[0]?.start ?? from
    if (passage === null) return <Fragment key={first}>{content}</Fragment>
    return (
      <span
        key={first}
        className="passage"
        data-passage={passage.id}
        data-target={passage.id === target || undefined}
        data-standing={standing.get(passage.id)}
        {...(onPick ? { onClick: () => onPick(passage) } : {})}
      >
        {content}
      </span>
    )
  })
}

function Read({ layer, words }: { layer: Layer; words: string }) {
  return (
    <span className="read" data-kind={layer.kind} title={`${layer.kind}: ${layer.note}`}>
      {words}
    </span>
  )
}

function byPassage(pieces: readonly Piece[]): { passage: Passage | null; pieces: Piece[] }[] {
  const groups: { passage: Passage | null; pieces: Piece[] }[] = []
  for (const piece of pieces) {
    const last = groups.at(-1)
    if (last !== undefined && last.passage === piece.passage) last.pieces.push(piece)
    else groups.push({ passage: piece.passage, pieces: [piece] })
  }
  return groups
}
