/**
 * The page filler: strips → pages. One pass; a page is never set twice.
 *
 * - A group of strips joined by `keepNext` goes on one page if any page can hold it.
 * - A note stands on the page of its mark. Its last lines may spill over to the next page, at least two lines on either side.
 * - Parallel columns are filled each on its own, the least filled first, so that notes of both find room; all go on together.
 */
import { type Frame, type Origin, shift } from './frame.ts'
import { type FlowItem, gapBetween, type NoteStrips, type Parallel, stackHeight, type Strip } from './strip.ts'

/** The body of a page in points from its top-left corner, and the look of the note area. */
export type PageSetting = {
  body: { x: number; y: number; width: number; height: number }
  /** Air above the rule over the notes, between rule and notes, and between notes. */
  notes: { above: number; below: number; between: number; rule: { width: number; thickness: number; colour: string } }
}

const FURNITURE: Origin = { role: 'Artifact', block: null }
/** Spilled notes take at most this share of a page while there is text to set. */
const SPILL_SHARE = 0.6
const ROUNDING = 0.01

/** One column being filled: `y` is the foot of what stands, `after` the space that asks for, `empty` that nothing does yet. */
type Track = { x: number; y: number; after: number; empty: boolean; frames: Frame[]; under: Frame[]; tints: Map<number, Frame & { kind: 'fill' }> }
type PageNotes = { set: NoteStrips[]; height: number; spill: NoteStrips[] }

/** The frames of each page's body and notes, in reading order, tints first. At least one page, even for nothing. */
export function fillPages(flow: readonly FlowItem[], setting: PageSetting): Frame[][] {
  const pages: Frame[][] = []
  const { body } = setting
  let main = newTrack(body.x, 0)
  let notes: PageNotes = { set: [], height: 0, spill: [] }
  let fresh = true

  const closePage = () => {
    pages.push([...shiftAll(main.under, 0, body.y), ...shiftAll(main.frames, 0, body.y), ...noteFrames(notes.set, setting)])
  }
  const nextPage = (repeat: readonly Strip[], more: boolean) => {
    closePage()
    const spilled = notes.spill
    main = newTrack(body.x, 0)
    notes = { set: [], height: 0, spill: [] }
    takeSpill(notes, spilled, more ? body.height * SPILL_SHARE : body.height, setting)
    repeat.forEach((head) => put(main, head))
    fresh = true
  }
  /** Sets the strips on the track if they and their notes find room under `floor`, the foot of the lowest column beside it. */
  const tryPut = (track: Track, group: readonly Strip[], floor: number, lead = 0): boolean => {
    const first = group[0]
    if (!first) return true
    const gap = track.empty ? 0 : gapBetween(track, first)
    const foot = Math.max(track.y + gap + stackHeight(group) + lead, floor)
    const taken = takeNotes(notes, group.flatMap((item) => item.notes), body.height - foot + ROUNDING, setting)
    if (!taken) return false
    notes = taken
    group.forEach((item) => put(track, item))
    fresh = false
    return true
  }
  const force = (track: Track, item: Strip) => {
    const room = body.height - (track.y + item.height)
    notes = takeNotes(notes, item.notes, room, setting) ?? { ...notes, spill: [...notes.spill, ...item.notes] }
    put(track, item)
    fresh = false
  }
  const setGroup = (group: readonly Strip[], lead: number) => {
    const first = group[0]
    if (!first || tryPut(main, group, 0, lead)) return
    if (!fresh) {
      nextPage(first.repeat, true)
      if (tryPut(main, group, 0, lead)) return
    }
    for (const item of group) {
      if (tryPut(main, [item], 0)) continue
      if (!fresh) nextPage(item.repeat, true)
      if (!tryPut(main, [item], 0)) force(main, item)
    }
  }
  const setParallel = (parallel: Parallel) => {
    const cursors = parallel.columns.map(() => 0)
    const exhausted = () => parallel.columns.every((column, index) => (cursors[index] ?? 0) >= column.strips.length)
    let before = parallel.before
    let going = false
    while (!exhausted()) {
      const top = main.y + (main.empty ? 0 : gapBetween(main, { before }))
      const tracks = parallel.columns.map((column) => newTrack(main.x + column.x, top))
      const open = parallel.columns.map((column, index) => (cursors[index] ?? 0) < column.strips.length)
      if (going) tracks.forEach((track, index) => open[index] && parallel.columns[index]?.again.forEach((head) => put(track, head)))
      const wasFresh = fresh
      const progressed = fillColumns(parallel, cursors, tracks, (track, group) => tryPut(track, group, Math.max(...tracks.map((each) => each.y))))
      if (!progressed && wasFresh) forceColumns(parallel, cursors, tracks, force)
      if (progressed || wasFresh) {
        const foot = Math.max(...tracks.map((track) => track.y))
        going = true
        if (open.every(Boolean)) for (const rule of parallel.rules) main.under.push({ kind: 'fill', x: main.x + rule.x - rule.thickness / 2, y: top, width: rule.thickness, height: foot - top, colour: rule.colour, origin: rule.origin })
        for (const track of tracks) {
          main.under.push(...track.under)
          main.frames.push(...track.frames)
        }
        main.y = foot
        main.empty = false
        main.tints.clear()
      }
      before = 0
      if (exhausted()) break
      nextPage(parallel.repeat, true)
    }
    main.after = parallel.after
  }

  for (let at = 0; at < flow.length; ) {
    const item = flow[at]
    if (!item) break
    if (item.kind === 'parallel') {
      setParallel(item)
      at++
      continue
    }
    if (item.pageBreak) {
      if (!fresh) nextPage([], true)
      at++
      continue
    }
    const group = groupFrom(flow, at)
    at += group.length
    const next = flow[at]
    const lead = group.at(-1)?.keepNext && next?.kind === 'parallel' ? Math.min(leadHeight(next), body.height * 0.5) : 0
    setGroup(group, lead)
  }
  while (notes.spill.length > 0) nextPage([], false)
  closePage()
  return pages
}

function newTrack(x: number, y: number): Track {
  return { x, y, after: 0, empty: true, frames: [], under: [], tints: new Map() }
}

const shiftAll = (frames: readonly Frame[], dx: number, dy: number) => frames.map((frame) => shift(frame, dx, dy))

/** The strips from `at` on that must stay together, up to the next place where a page may end. */
function groupFrom(flow: readonly FlowItem[], at: number): Strip[] {
  const group: Strip[] = []
  for (let index = at; index < flow.length; index++) {
    const item = flow[index]
    if (!item || item.kind !== 'strip' || item.pageBreak) break
    group.push(item)
    if (!item.keepNext) break
  }
  return group
}

/** What a parallel part needs to begin: the highest of its columns' first groups. */
function leadHeight(parallel: Parallel): number {
  return parallel.before + Math.max(0, ...parallel.columns.map((column) => stackHeight(groupFrom(column.strips, 0))))
}

/** Fills the columns, the least filled first, until none has room for its next group. True if anything was set. */
function fillColumns(parallel: Parallel, cursors: number[], tracks: readonly Track[], tryPut: (track: Track, group: readonly Strip[]) => boolean): boolean {
  const open = new Set(parallel.columns.keys())
  let progressed = false
  while (open.size > 0) {
    const index = [...open].reduce((least, each) => ((tracks[each]?.y ?? 0) < (tracks[least]?.y ?? 0) ? each : least))
    const track = tracks[index]
    const group = groupFrom(parallel.columns[index]?.strips ?? [], cursors[index] ?? 0)
    if (!track || group.length === 0 || !tryPut(track, group)) {
      open.delete(index)
      continue
    }
    cursors[index] = (cursors[index] ?? 0) + group.length
    progressed = true
  }
  return progressed
}

/** The way out when a group is higher than a page: one strip a column, whatever room there is. */
function forceColumns(parallel: Parallel, cursors: number[], tracks: readonly Track[], force: (track: Track, item: Strip) => void): void {
  parallel.columns.forEach((column, index) => {
    const item = column.strips[cursors[index] ?? 0]
    const track = tracks[index]
    if (!item || !track) return
    force(track, item)
    cursors[index] = (cursors[index] ?? 0) + 1
  })
}

function put(track: Track, item: Strip): void {
  const gap = track.empty ? 0 : gapBetween(track, item)
  const top = track.y + gap
  const continued = new Map<number, Frame & { kind: 'fill' }>()
  for (const tint of item.tints) {
    const open = track.tints.get(tint.id)
    if (open) open.height = top + item.height - open.y
    const frame = open ?? { kind: 'fill', x: track.x + tint.x, y: top, width: tint.width, height: item.height, colour: tint.colour, origin: tint.origin }
    if (!open) track.under.push(frame)
    continued.set(tint.id, frame)
  }
  track.tints = continued
  for (const frame of item.frames) track.frames.push(shift(frame, track.x, top))
  track.y = top + item.height
  track.after = item.after
  track.empty = false
}

/** The page's notes with more of them, the last perhaps cut, or null when they do not fit into `room`. */
function takeNotes(notes: PageNotes, more: readonly NoteStrips[], room: number, setting: PageSetting): PageNotes | null {
  if (more.length === 0) return notes.height <= room ? notes : null
  if (notes.spill.length > 0) return null
  const set = [...notes.set]
  let { height } = notes
  for (const [index, note] of more.entries()) {
    const around = set.length === 0 ? setting.notes.above + setting.notes.below : setting.notes.between
    const whole = height + around + stackHeight(note.strips)
    if (whole <= room) {
      set.push(note)
      height = whole
      continue
    }
    const cut = index === more.length - 1 ? cutNote(note, room - height - around) : null
    if (!cut) return null
    return { set: [...set, cut.here], height: height + around + stackHeight(cut.here.strips), spill: [cut.rest] }
  }
  return height <= room ? { set, height, spill: [] } : null
}

/** A note cut so that its first part fits; null when that would leave fewer than two lines on either side. */
function cutNote(note: NoteStrips, room: number): { here: NoteStrips; rest: NoteStrips } | null {
  let count = 0
  while (count < note.strips.length - 2 && stackHeight(note.strips.slice(0, count + 1)) <= room) count++
  if (count < 2) return null
  return { here: { ...note, strips: note.strips.slice(0, count) }, rest: { ...note, strips: note.strips.slice(count) } }
}

/** Begins a page with what spilled over: whole notes while there is room, the last one as many lines as fit (at least one, and two left over if it can be). */
function takeSpill(notes: PageNotes, spilled: readonly NoteStrips[], room: number, setting: PageSetting): void {
  for (const [index, note] of spilled.entries()) {
    const around = notes.set.length === 0 ? setting.notes.above + setting.notes.below : setting.notes.between
    let count = note.strips.length
    while (count > 0 && notes.height + around + stackHeight(note.strips.slice(0, count)) > room) count--
    if (count === 0 && notes.set.length === 0) count = 1
    if (count >= 3 && note.strips.length - count === 1) count--
    if (count > 0) {
      const here = note.strips.slice(0, count)
      notes.set.push({ ...note, strips: here })
      notes.height += around + stackHeight(here)
    }
    if (count < note.strips.length) {
      notes.spill = [{ ...note, strips: note.strips.slice(count) }, ...spilled.slice(index + 1)]
      return
    }
  }
}

/** The notes at the foot of the body, in the order of their marks, under a short rule. */
function noteFrames(set: readonly NoteStrips[], setting: PageSetting): Frame[] {
  if (set.length === 0) return []
  const { body, notes } = setting
  const ordered = [...set].sort((a, b) => a.order - b.order)
  const height = notes.below + ordered.reduce((sum, note, index) => sum + stackHeight(note.strips) + (index > 0 ? notes.between : 0), 0)
  const top = body.y + body.height - height
  const track = newTrack(body.x, top + notes.below)
  for (const [index, note] of ordered.entries()) {
    if (index > 0) track.y += notes.between
    track.empty = true
    note.strips.forEach((line) => put(track, line))
  }
  const rule: Frame = { kind: 'fill', x: body.x, y: top, width: notes.rule.width, height: notes.rule.thickness, colour: notes.rule.colour, origin: FURNITURE }
  return [rule, ...track.under, ...track.frames]
}
