import writeExcelFile, { type CellObject } from 'write-excel-file/node';
import type { Cell } from './csv';
import { attachment } from './fileResponse';

const MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What XML cannot carry. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;
/** What Excel refuses in the name of a sheet. */
const NOT_IN_NAMES = /[\\/?*[\]:']/g;
const NAME_LENGTH = 31;

/**
 * Rows as an Excel file: the first is the head and stays in sight. Texts are written as texts, so that none is a formula,
 * whatever it begins with.
 *
 * @param widths of the columns, in characters
 */
export async function xlsxOf(
  rows: readonly (readonly Cell[])[],
  { sheet, widths }: { sheet: string; widths: readonly number[] }
): Promise<Buffer> {
  const data = rows.map((row, index) => row.map((cell) => cellOf(cell, index === 0)));
  return writeExcelFile(data, {
    sheet: sheet.replace(NOT_IN_NAMES, ' ').trim().slice(0, NAME_LENGTH) || 'Auftakt',
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1
  }).toBuffer();
}

function cellOf(cell: Cell, head: boolean): CellObject | null {
  if (cell === null || cell === '') return null;
  const style = head ? ({ fontWeight: 'bold' } as const) : {};
  if (typeof cell === 'number') return { type: Number, value: cell, ...style };
  return { type: String, value: cell.replace(UNWRITABLE, ''), ...style };
}

/** @param name of the file, with its ending */
export function xlsxResponse(name: string, content: Buffer): Response {
  return new Response(new Uint8Array(content), {
    headers: {
      'content-type': MIME,
      'content-disposition': attachment(name),
      'cache-control': 'no-store'
    }
  });
}
