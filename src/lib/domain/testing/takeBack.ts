import { moderationBack } from '../board/moderation/index.ts';
import { takeBack as ofParticipants, type TakeBack } from '../board/takeBack.ts';

/** As in a browser that has loaded everything. */
export const takeBack: TakeBack = (before, command) => ofParticipants(before, command, moderationBack);
