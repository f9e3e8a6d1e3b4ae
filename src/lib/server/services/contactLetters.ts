import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Letter } from '$lib/server/mail/letter';

interface Written {
  subject: string;
  letter: Letter;
}

/** Without what would become a link in a mail: a name is typed by whoever writes. */
const plain = (name: string) => name.replace(/[\s:/]+/g, ' ').trim();

/** Tells somebody that a request waits. What it says is read on the page, where it can be declined unread. */
export function requestLetter(
  from: { name: string; organisation: string | null },
  url: string,
  origin: string
): Written {
  const name = plain(from.organisation ? `${from.name}, ${from.organisation}` : from.name);
  return {
    subject: m.requests_mail_subject({ name }),
    letter: {
      language: getLocale(),
      greeting: m.mail_greeting(),
      paragraphs: [m.requests_mail_text({ name }), m.requests_mail_hidden()],
      action: { label: m.requests_mail_action(), url, after: [] },
      footer: [m.requests_mail_why(), m.mail_sent_by({ url: origin })]
    }
  };
}

/** Tells whoever asked that there is an answer. It stands on their page, not in the mail. */
export function answerLetter(url: string, origin: string): Written {
  return {
    subject: m.requests_mail_answer_subject(),
    letter: {
      language: getLocale(),
      greeting: m.mail_greeting(),
      paragraphs: [m.requests_mail_answer_text()],
      action: { label: m.requests_mail_answer_action(), url, after: [] },
      footer: [m.requests_mail_answer_why(), m.mail_sent_by({ url: origin })]
    }
  };
}

/** Invites somebody to the directory; `prepared`: somebody began a card for them. */
export function invitationLetter(
  { by, space, prepared }: { by: string; space: string; prepared: boolean },
  url: string,
  origin: string
): Written {
  const names = { by: plain(by), space: plain(space) };
  return {
    subject: m.invite_mail_subject(names),
    letter: {
      language: getLocale(),
      greeting: m.mail_greeting(),
      paragraphs: [m.invite_mail_text(names), prepared ? m.invite_mail_prepared() : m.invite_mail_empty()],
      action: { label: m.invite_mail_action(), url, after: [m.invite_mail_after()] },
      footer: [m.invite_mail_why(names), m.mail_sent_by({ url: origin })]
    }
  };
}
