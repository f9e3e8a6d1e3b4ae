/** A short post of an AG as its page shows it. */
export interface NewsPost {
  id: string;
  title: string;
  /** May be empty. */
  body: string;
  /** For everybody and in the feed; else for those signed up. */
  public: boolean;
  /** ms since 1970 */
  publishedAt: number;
  /** Null: as it was published. */
  editedAt: number | null;
}
