import { REPEATS, type Repeat } from './meetings';

/** What the form of a meeting holds. */
export interface MeetingValues {
  title: string;
  body: string;
  place: string;
  video: string;
  videoPublic: boolean;
  date: string;
  from: string;
  to: string;
  zone: string;
  repeat: Repeat;
  times: string;
  tell: boolean;
}

export const isRepeat = (text: string): text is Repeat => Object.hasOwn(REPEATS, text);
