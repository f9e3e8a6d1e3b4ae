/** Lengths in UTF-16 code units after trimming, checked on the wire and shown in forms. */
export const LIMITS = {
  name: 80,
  organisation: 120,
  noteTitle: 120,
  /** A sticky note, not an essay. */
  noteBody: 600,
  attachments: 5,
  fileName: 160,
  altText: 300,
  linkTitle: 120,
  url: 2000,
  /** A board's own word for a kind of note. */
  kindName: 24,
  commentBody: 600,
  topicTitle: 120,
  groupName: 80,
  groupTask: 400,
  /** Places in a breakout group. */
  groupSize: 200,
  workingGroupsPerBoard: 100,
  /** With which somebody signs up. */
  signupMessage: 500,
  /** Of those who work in an AG. */
  workingGroupSize: 1000,
  messageBody: 400,
  workshopTitle: 140,
  question: 200,
  instruction: 300,
  phaseTitle: 40,
  phaseMinutes: 600,
  phasesPerWorkshop: 20,
  templatesPerSpace: 30,
  purpose: 1000,
  meetingTitle: 120,
  meetingBody: 2000,
  place: 200,
  meetingsPerGroup: 500,
  /** Of a series: half a year of weeks. */
  meetingsAtOnce: 26,
  newsTitle: 120,
  newsBody: 5000,
  newsPerGroup: 500,
  taskTitle: 200,
  tasksPerGroup: 300,
  materialTitle: 140,
  materialBody: 1000,
  materialsPerGroup: 200,
  enquiryBody: 3000,
  /** Unanswered ones of an AG. */
  enquiriesPerGroup: 200,
  mailSubject: 150,
  mailBody: 10_000,
  cardShort: 160,
  cardLong: 600,
  cardFields: 12,
  cardLanguages: 8,
  cardProfiles: 6,
  /** AGs, and workshops, shown on one card. */
  cardPlaces: 20,
  /** Regions, and fields, that a space offers for choice; and how long one may be. */
  spaceList: 60,
  spaceListItem: 80,
  /** Notes of one's own on a card one keeps. */
  keptNote: 1000,
  keptCards: 2000,
  contactMessage: 1000,
  email: 254,
  phone: 40,
  web: 300,
  voteTitle: 140,
  dotsPerPerson: 10,
  votesPerBoard: 50,
  groupsPerWorkshop: 40,
  peopleByHand: 500,
  /** A day. */
  timerSeconds: 24 * 3600,
  /** More than this at once nobody deals. */
  placesPerDeal: 2000,
  messagesPerWorkshop: 500,
  notesPerBoard: 5000,
  /** In one command; more are several. */
  notesAtOnce: 500,
  topicsPerBoard: 100,
  pollsPerBoard: 60,
  pollOption: 120,
  pollOptions: 24,
  /** Ten fit on a phone beside each other, in two rows. */
  pollSteps: 10,
  pollEnd: 40,
  /** Words per person, and how long one may be: a short answer, not a note. */
  pollWords: 5,
  pollWord: 40,
  /** More nobody can read in a cloud. */
  pollWordsShown: 100,
  pollHidden: 200
} as const;
