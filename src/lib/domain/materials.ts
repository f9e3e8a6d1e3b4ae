/** What an AG works with, and what came of it. */
export const MATERIAL_KINDS = ['result', 'material'] as const;
export type MaterialKind = (typeof MATERIAL_KINDS)[number];

export interface Material {
  id: string;
  kind: MaterialKind;
  title: string;
  /** May be empty. */
  body: string;
  /** A web address; null: none. */
  url: string | null;
  file: MaterialFile | null;
  /** For everybody; else for those signed up. */
  public: boolean;
  /** ms since 1970 */
  createdAt: number;
}
export interface MaterialFile {
  id: string;
  /** Empty for an image: its title says what it shows. */
  name: string;
  /** Bytes. */
  size: number;
  image: boolean;
}
