/**
 * What people can do in a room. A command carries a UUID made by the client; the same id twice takes effect once.
 * The wire schemas in protocol/commands.ts are checked by the compiler to describe exactly these types.
 */
import type {
  Area,
  Attachment,
  BoardKind,
  BoardOrder,
  Audience,
  Audiences,
  CardContent,
  Dots,
  Grouping,
  Joining,
  Layout,
  LeftNotes,
  LinkAccess,
  NoteKind,
  NoteStatus,
  ParticipantRight,
  ParticipantRole,
  PhaseName,
  PollKind,
  PollOption,
  PollScale,
  PollShows,
  ReactionKind,
  Sees,
  SignupLevel,
  WorkingGroupAudience,
  WorkingGroupState,
  TopicColour,
  StageView,
  Verdict,
  VoteSubject
} from './records.ts';

interface C<T extends string> {
  id: string;
  type: T;
}

export type NoteAdd = C<'note.add'> & {
  noteId: string;
  groupId?: string | null | undefined;
  topicId?: string | null | undefined;
  title?: string | undefined;
  body: string;
  kind?: NoteKind | undefined;
  attachments?: Attachment[] | undefined;
  rank?: string | undefined;
  x?: number | undefined;
  y?: number | undefined;
  /** Facilitators pin it for somebody without a device, whose note it then is. */
  forId?: string | undefined;
};
export type NoteEdit = C<'note.edit'> & {
  noteId: string;
  title?: string | undefined;
  body?: string | undefined;
  kind?: NoteKind | undefined;
  attachments?: Attachment[] | undefined;
  /** The version the person started from; another one in the meantime is answered with `conflict`. */
  version: number;
};
export type NoteMove = C<'note.move'> & {
  noteId: string;
  topicId?: string | null | undefined;
  groupId?: string | null | undefined;
  rank?: string | undefined;
  x?: number | undefined;
  y?: number | undefined;
};
export type NoteRemove = C<'note.remove'> & { noteId: string };
export type NoteRestore = C<'note.restore'> & { noteId: string };
/** To the top of the board, or back into its place. */
export type NotePin = C<'note.pin'> & { noteId: string; on: boolean };
/** Approves a note, declines it, or puts it back to wait. */
export type NoteReview = C<'note.review'> & { noteId: string; status: NoteStatus };

/** Under another note, as its duplicate: under its top, where that lies in a stack itself. */
export type NoteStack = C<'note.stack'> & { noteId: string; ontoId: string };
/** Out of its stack and beside it. */
export type NoteUnstack = C<'note.unstack'> & { noteId: string };
/** Shows notes to all that the phase hides from others, or hides them again. */
export type NoteReveal = C<'note.reveal'> & { noteIds: string[]; on: boolean };

export type TopicAdd = C<'topic.add'> & { topicId: string; title: string; rank?: string | undefined };
export type TopicEdit = C<'topic.edit'> & {
  topicId: string;
  title?: string | undefined;
  /** Facilitators only. */
  locked?: boolean | undefined;
  colour?: TopicColour | null | undefined;
  area?: Area | null | undefined;
};
export type TopicMove = C<'topic.move'> & { topicId: string; rank: string };
/** All notes of `topicId` go to `intoId`, then `topicId` is removed. */
export type TopicMerge = C<'topic.merge'> & { topicId: string; intoId: string };
/** The notes of the topic go back to the Themenspeicher. */
export type TopicRemove = C<'topic.remove'> & { topicId: string };
export type TopicPromote = C<'topic.promote'> & {
  topicId: string;
  workingGroupId: string;
  title?: string | undefined;
  purpose?: string | undefined;
};

export type CommentAdd = C<'comment.add'> & { commentId: string; noteId: string; body: string };
export type CommentEdit = C<'comment.edit'> & { commentId: string; body: string };
export type CommentRemove = C<'comment.remove'> & { commentId: string };
export type CommentRestore = C<'comment.restore'> & { commentId: string };
export type ReactionSet = C<'reaction.set'> & { noteId: string; on: boolean };

/** The whole ballot each time, so that sending it twice or late does no harm. */
export type BallotSet = C<'ballot.set'> & { voteId: string; dots: Dots[] };
/** What of a vote can be set: the question always, the rest as long as nobody has placed a dot. */
export interface VoteSettings {
  title?: string | undefined;
  on?: VoteSubject | undefined;
  topicId?: string | null | undefined;
  perPerson?: number | undefined;
  perItem?: number | null | undefined;
}
/** A removed vote that is added again comes back as it was, with its results. */
export type VoteAdd = C<'vote.add'> & { voteId: string; phaseId?: string | null | undefined } & VoteSettings;
export type VoteConfigure = C<'vote.configure'> & { voteId: string } & VoteSettings;
export type VoteOpen = C<'vote.open'> & { voteId: string };
/** Counts. The results are the facilitators' until they are revealed. */
export type VoteClose = C<'vote.close'> & { voteId: string };
/** Shows the results to all. */
export type VoteReveal = C<'vote.reveal'> & { voteId: string };
/** The results go, the ballots stay and can be changed. */
export type VoteReopen = C<'vote.reopen'> & { voteId: string };
/** Not while it is open. */
export type VoteRemove = C<'vote.remove'> & { voteId: string };

/**
 * Moves everybody on (or back) to a phase; null: to the board without one. `from` is the phase the sender saw running: when
 * it is another by now, the answer is `conflict`, so that of two who press at once one moves.
 */
export type PhaseSet = C<'phase.set'> & { phaseId: string | null; from?: string | null | undefined };
/** What of a phase can be set. */
export interface PhaseSettings {
  title?: string | undefined;
  sees?: Sees | undefined;
  may?: ParticipantRight[] | undefined;
  anonymous?: boolean | undefined;
  minutes?: number | null | undefined;
  instruction?: string | undefined;
}
export type PhaseConfigure = C<'phase.configure'> & { phaseId: string } & PhaseSettings;
/** Without `position` the last one. A removed phase that is added again comes back as it was. */
export type PhaseAdd = C<'phase.add'> & {
  phaseId: string;
  phase: PhaseName;
  position?: number | undefined;
} & PhaseSettings;
/** `position` counts from 0, among the others. */
export type PhaseMove = C<'phase.move'> & { phaseId: string; position: number };
/** Not the one that runs. */
export type PhaseRemove = C<'phase.remove'> & { phaseId: string };
export type TimerStart = C<'timer.start'> & { seconds: number };
/** Negative seconds take some away. */
export type TimerAdd = C<'timer.add'> & { seconds: number };
export type TimerPause = C<'timer.pause'>;
export type TimerResume = C<'timer.resume'>;
export type TimerStop = C<'timer.stop'>;

/** Switches all projectors at once. */
export type StageSet = C<'stage.set'> & { view?: StageView | undefined; names?: boolean | undefined };
/** The facilitator who leads from now on: oneself, or who it is handed to. */
export type LeadTake = C<'lead.take'> & { participantId: string };

export type GroupAdd = C<'group.add'> & { groupId: string; name: string; task?: string | undefined };
export type GroupEdit = C<'group.edit'> & {
  groupId: string;
  name?: string | undefined;
  task?: string | undefined;
  done?: boolean | undefined;
  noteTakerId?: string | null | undefined;
  limit?: number | null | undefined;
  video?: string | undefined;
};
/** Puts many at once where they belong, as one step: all of it, or nothing. */
export type GroupDeal = C<'group.deal'> & { places: { participantId: string; groupId: string | null }[] };
/** The people of `groupId` go to `intoId`, and `groupId` is removed; its notes keep it as their origin. */
export type GroupMerge = C<'group.merge'> & { groupId: string; intoId: string };
/**
 * Of a group: calls for help, or does without it. Of a facilitator: takes the call (`conflict` where another has, or nobody
 * calls), or ends it.
 */
export type GroupHelp = C<'group.help'> & { groupId: string; on: boolean };
/** People and notes of the group go to the plenary. */
export type GroupRemove = C<'group.remove'> & { groupId: string };
/** Dissolved or merged: its notes are the group's again; its people choose anew. */
export type GroupRestore = C<'group.restore'> & { groupId: string };

/** A participant may choose a group for themselves, a facilitator for anybody. */
export type ParticipantAssign = C<'participant.assign'> & { participantId: string; groupId: string | null };

/** For somebody without a device. Facilitators only, like everything below that is about people. */
export type ParticipantAdd = C<'participant.add'> & {
  participantId: string;
  name: string;
  organisation: string | null;
  groupId: string | null;
};
export type ParticipantEdit = C<'participant.edit'> & {
  participantId: string;
  name?: string | undefined;
  organisation?: string | null | undefined;
};
/** Out of the workshop; the same session does not come back. What they wrote stays, stays without their name, or goes along. */
export type ParticipantRemove = C<'participant.remove'> & {
  participantId: string;
  notes: LeftNotes;
};
/** Lets a removed person back in, with what went along. */
export type ParticipantRestore = C<'participant.restore'> & { participantId: string };
/** Two entries of the same person: all that is `participantId`'s becomes `intoId`'s, and so does its device. */
export type ParticipantMerge = C<'participant.merge'> & { participantId: string; intoId: string };
export type ParticipantMute = C<'participant.mute'> & { participantId: string; on: boolean };
/** Members of the space's moderation only. */
export type ParticipantAppoint = C<'participant.appoint'> & { participantId: string; on: boolean };
/** `groupId` null: to all. */
export type MessageSend = C<'message.send'> & { messageId: string; groupId: string | null; body: string };
/** Everybody is expected back in the plenary after `seconds`. */
export type CallBackStart = C<'callBack.start'> & { seconds: number };
export type CallBackStop = C<'callBack.stop'>;

export type BoardConfigure = C<'board.configure'> & {
  title?: string | undefined;
  question?: string | undefined;
  open?: boolean | undefined;
  layout?: Layout | undefined;
  order?: BoardOrder | undefined;
  reactions?: ReactionKind | undefined;
  kinds?: BoardKind[] | undefined;
  anonymous?: boolean | undefined;
  approval?: boolean | undefined;
  frozen?: boolean | undefined;
  may?: ParticipantRight[] | undefined;
  access?: LinkAccess | undefined;
  membersOnly?: boolean | undefined;
  grouping?: Grouping | undefined;
  lateToSmallest?: boolean | undefined;
};

/** An AG that grows from no topic. */
export type WorkingGroupAdd = C<'workingGroup.add'> & {
  workingGroupId: string;
  title: string;
  purpose?: string | undefined;
};
export type WorkingGroupEdit = C<'workingGroup.edit'> & {
  workingGroupId: string;
  title?: string | undefined;
  purpose?: string | undefined;
  state?: WorkingGroupState | undefined;
  limit?: number | null | undefined;
  joining?: Joining | undefined;
  audience?: WorkingGroupAudience | undefined;
};
/** For good, with all sign-ups; its topic can become an AG again. */
export type WorkingGroupRemove = C<'workingGroup.remove'> & { workingGroupId: string };
/** Of somebody who wants to work in an AG. */
export type SignupDecide = C<'signup.decide'> & {
  workingGroupId: string;
  participantId: string;
  verdict: Verdict;
};
/** `level` null takes the sign-up back. */
export type SignupSet = C<'signup.set'> & { workingGroupId: string; level: SignupLevel | null };

/** `open`: asked at once. */
export type PollAdd = C<'poll.add'> & {
  pollId: string;
  kind: PollKind;
  question: string;
  options?: PollOption[] | undefined;
  scale?: PollScale | undefined;
  most?: number | null | undefined;
  shows?: PollShows | undefined;
  rank?: string | undefined;
  open?: boolean | undefined;
};
/** Once somebody has answered, only what makes no answer say something else; the rest is `conflict`. */
export type PollEdit = C<'poll.edit'> & {
  pollId: string;
  kind?: PollKind | undefined;
  question?: string | undefined;
  options?: PollOption[] | undefined;
  scale?: PollScale | null | undefined;
  most?: number | null | undefined;
  shows?: PollShows | undefined;
};
export type PollMove = C<'poll.move'> & { pollId: string; rank: string };
/** Also opens a closed one again. */
export type PollOpen = C<'poll.open'> & { pollId: string };
export type PollClose = C<'poll.close'> & { pollId: string };
export type PollRemove = C<'poll.remove'> & { pollId: string };
/** Brings it back as it was, with its answers. */
export type PollRestore = C<'poll.restore'> & { pollId: string };
/** Takes a word off the screens, or puts it back on. */
export type PollHide = C<'poll.hide'> & { pollId: string; word: string; on: boolean };
/** The whole answer each time; empty takes it back. */
export type PollAnswer = C<'poll.answer'> & { pollId: string; values: string[] };

export type CardSave = C<'card.save'> & {
  cardId: string;
  card: CardContent;
  audience: Audience;
  audiences: Audiences;
  /** The consent text the person agreed to; needed where anything is to be seen by more people, see cards/consent.ts. */
  consent: string | null;
};
/** Its owner says that it is right. Brings back a card that ran out; that takes a consent anew. */
export type CardConfirm = C<'card.confirm'> & { cardId: string; consent: string | null };
/** Makes the address behind the QR code, or another in its place, or (null) gives it up. */
export type CardLink = C<'card.link'> & { cardId: string; linkId: string | null };
/** The moderation hides somebody's card, and says why; null shows it again. */
export type CardHide = C<'card.hide'> & { cardId: string; reason: string | null };
export type CardRemove = C<'card.remove'> & { cardId: string };
/** Made by the server when nobody has said for long that the card is right; never accepted from outside. */
export type CardExpire = C<'card.expire'> & { cardId: string };
/** Made by the server when a guest's card becomes that of their account. */
export type CardClaim = C<'card.claim'> & { cardId: string; personId: string };

/** Made by the server when somebody joins; never accepted from outside (not in the wire schema). */
export type ParticipantJoin = C<'participant.join'> & {
  participantId: string;
  personId: string;
  name: string;
  organisation: string | null;
  role: ParticipantRole;
  /** `auto`: the smallest group with room, if there is one and the board does not leave late-comers in the plenary. */
  groupId: string | null | 'auto';
};

/** What a client may send. */
export type BoardCommand =
  | NoteAdd
  | NoteEdit
  | NoteMove
  | NoteRemove
  | NoteRestore
  | NotePin
  | NoteReview
  | NoteStack
  | NoteUnstack
  | NoteReveal
  | TopicAdd
  | TopicEdit
  | TopicMove
  | TopicMerge
  | TopicRemove
  | TopicPromote
  | CommentAdd
  | CommentEdit
  | CommentRemove
  | CommentRestore
  | ReactionSet
  | BallotSet
  | VoteAdd
  | VoteConfigure
  | VoteOpen
  | VoteClose
  | VoteReveal
  | VoteReopen
  | VoteRemove
  | PhaseSet
  | PhaseConfigure
  | PhaseAdd
  | PhaseMove
  | PhaseRemove
  | TimerStart
  | TimerAdd
  | TimerPause
  | TimerResume
  | TimerStop
  | StageSet
  | LeadTake
  | GroupAdd
  | GroupEdit
  | GroupDeal
  | GroupMerge
  | GroupHelp
  | GroupRemove
  | GroupRestore
  | ParticipantAssign
  | ParticipantAdd
  | ParticipantEdit
  | ParticipantRemove
  | ParticipantRestore
  | ParticipantMerge
  | ParticipantMute
  | ParticipantAppoint
  | MessageSend
  | CallBackStart
  | CallBackStop
  | BoardConfigure
  | WorkingGroupAdd
  | WorkingGroupEdit
  | WorkingGroupRemove
  | SignupDecide
  | SignupSet
  | PollAdd
  | PollEdit
  | PollMove
  | PollOpen
  | PollClose
  | PollRemove
  | PollRestore
  | PollHide
  | PollAnswer;
export type DirectoryCommand = CardSave | CardConfirm | CardLink | CardHide | CardRemove;
export type WireCommand = BoardCommand | DirectoryCommand;
export type SystemCommand = ParticipantJoin | CardExpire | CardClaim;
export type Command = WireCommand | SystemCommand;
export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** A command without the id that whoever sends it gives it; distributes over the union. */
export type WithoutId<C> = C extends { id: string } ? Omit<C, 'id'> : never;
/** What a client is about to send. */
export type Unsent = WithoutId<WireCommand>;
