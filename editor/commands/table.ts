/** Commands on tables. Rows, columns and spans are prosemirror-tables' own; this file names them in our words and makes new tables. */
import type { Node } from 'prosemirror-model'
import { type Command, TextSelection } from 'prosemirror-state'
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  CellSelection,
  deleteColumn as deleteSelectedColumn,
  deleteRow as deleteSelectedRow,
  deleteTable as deleteWholeTable,
  goToNextCell,
  isInTable,
  mergeCells as mergeSelectedCells,
  splitCell as splitSelectedCell,
  toggleHeaderRow as toggleFirstRow,
} from 'prosemirror-tables'
import { schema } from '#model/schema.ts'
import { ownUndoStep } from '../sync/binding.ts'
import { repair } from '../normalise.ts'
import { placeForBlock, putBlock, takes } from './place.ts'

const MOST_ROWS = 100
const MOST_COLUMNS = 20

/** Inserts a table with a header row below the current block. `rows` (1–100, the header included) and `columns` (1–20) outside the range are a RangeError. */
export function insertTable(rows: number, columns: number): Command {
  if (!(rows >= 1 && rows <= MOST_ROWS && columns >= 1 && columns <= MOST_COLUMNS)) throw new RangeError(`a table of ${rows} × ${columns} cells`)
  return ownUndoStep((state, dispatch) => {
    const place = isInTable(state) ? null : placeForBlock(state, takes(schema.nodes.table))
    if (place === null) return false
    if (dispatch) {
      const tr = putBlock(state.tr, place, emptyTable(rows, columns))
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(place.at + 1))).scrollIntoView())
    }
    return true
  })
}

function emptyTable(rows: number, columns: number): Node {
  const cells = (type: 'table_header' | 'table_cell') => Array.from({ length: columns }, () => schema.node(type, null, [schema.node('paragraph')]))
  return schema.node(
    'table',
    null,
    Array.from({ length: rows }, (_, row) => schema.node('table_row', null, cells(row === 0 ? 'table_header' : 'table_cell'))),
  )
}

/** New cells come without a line to write on, because the schema is loose; a caret can only go where there is one. */
function filled(command: Command): Command {
  return (state, dispatch, view) => command(state, dispatch && ((tr) => dispatch(repair(tr))), view)
}

export function addRow(where: 'before' | 'after'): Command {
  return filled(where === 'before' ? addRowBefore : addRowAfter)
}

export function addColumn(where: 'before' | 'after'): Command {
  return filled(where === 'before' ? addColumnBefore : addColumnAfter)
}

export const deleteRow: Command = deleteSelectedRow
export const deleteColumn: Command = deleteSelectedColumn
export const deleteTable: Command = deleteWholeTable
export const mergeCells: Command = mergeSelectedCells
export const splitCell: Command = filled(splitSelectedCell)
/** Makes the first row a header, repeated on each printed page, or an ordinary row again. */
export const toggleHeaderRow: Command = toggleFirstRow
const nextCell: Command = goToNextCell(1)
export const previousCell: Command = goToNextCell(-1)

/** Deletes the table when all of it is selected; a selection of some cells empties them instead (prosemirror-tables). */
export const deleteSelectedTable: Command = (state, dispatch) => {
  const { selection } = state
  return selection instanceof CellSelection && selection.isColSelection() && selection.isRowSelection() ? deleteWholeTable(state, dispatch) : false
}

/** Tab in the last cell adds a row, so that a table can be typed without the toolbar. */
export const nextCellOrRow: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false
  if (nextCell(state, dispatch, view)) return true
  if (!dispatch) return true
  return addRow('after')(state, (tr) => {
    nextCell(state.apply(tr), (move) => {
      tr.setSelection(TextSelection.create(tr.doc, move.selection.anchor, move.selection.head))
    })
    dispatch(tr.scrollIntoView())
  })
}
