/** Saves rows as a table file, made on this device. Semicolons and a mark for UTF-8, as German settings open it. */
export async function saveCsv(name: string, rows: readonly (readonly (string | number)[])[]): Promise<void> {
  const { default: Papa } = await import('papaparse');
  const text = Papa.unparse(rows as (string | number)[][], { delimiter: ';', escapeFormulae: true });
  const address = URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
