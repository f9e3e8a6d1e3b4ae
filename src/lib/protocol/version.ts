/**
 * Raised with every change of the wire that an old client or server would not understand. `version.test.ts` pins a hash
 * of the schemas to it and fails with instructions when they drift apart.
 *
 * 1  first release: rooms, board and directory commands
 * 2  `room:change` may carry changes as tables (`packed`)
 * 3  boards say their layout, kinds and rights; notes carry attachments, approval, pin and anonymity
 */
export const PROTOCOL_VERSION = 3;
