export interface AgendaFile {
  fileId: string;
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
}

/** One point of the order of the day, as the pages show it. */
export interface AgendaItem {
  id: string;
  /** Time of day as written, e.g. `17:10`; may be empty. */
  starts: string;
  title: string;
  body: string;
  links: { label: string; url: string }[];
  files: AgendaFile[];
}
