import { attachment } from './fileResponse';

export type Cell = string | number | null;

/** What a spreadsheet would take for a formula (OWASP: CSV injection). A number is none: it comes as a number. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Rows as a table file that spreadsheets of German and English settings open by a double click: a mark for UTF-8 before it,
 * semicolons (RFC 4180 else), decimal comma of nobody: whole numbers and texts only. What somebody typed is never a formula.
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return '\ufeff' + rows.map((row) => row.map(cellOf).join(';') + '\r\n').join('');
}

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param name of the file, with its ending */
export function csvResponse(name: string, rows: readonly (readonly Cell[])[]): Response {
  return new Response(csvOf(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': attachment(name),
      'cache-control': 'no-store'
    }
  });
}
