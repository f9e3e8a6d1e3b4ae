/** What the form of a mail to the AG gets, and what its actions answer. */

export interface ComposeSender {
  name: string;
  /** Null: no account. */
  email: string | null;
}

export interface ComposeValues {
  subject: string;
  body: string;
  active: boolean;
  informed: boolean;
  /** Participants by id; null: by the levels. */
  chosen: string[] | null;
  answersToMe: boolean;
}

export type ComposeAnswer = {
  /** What was typed; none: only a choice of people came, from the list. */
  values?: Partial<ComposeValues>;
  failure?: { message: string; field: 'to' | 'subject' | 'body' | null };
  preview?: { to: string; subject: string; text: string; html: string };
  /** Good news. */
  said?: string;
};
