/** What those do who run a workshop, and whoever else may sort its notes. */
import type { Moderation } from '../decide.ts';
import { sendMessage } from '../messages.ts';
import { unreachable } from '../../../util/unreachable.ts';
import { decideGroup } from './groups.ts';
import { decidePeople } from './people.ts';
import { decidePhase } from './phases.ts';
import { decidePoll } from './polls.ts';
import { decideStage } from './stage.ts';
import { decideTimer } from './timer.ts';
import { decideTopic } from './topics.ts';
import { decideVote } from './votes.ts';
import { decideWorkingGroup } from './workingGroups.ts';
import { decideModeration, join } from './workshop.ts';

export { moderationBack } from './takeBack.ts';

export const decideModerated: Moderation = (view, actor, command, now) => {
  switch (command.type) {
    case 'participant.join':
      return join(view, actor, command, now);
    case 'topic.add':
    case 'topic.edit':
    case 'topic.move':
    case 'topic.merge':
    case 'topic.remove':
    case 'topic.promote':
      return decideTopic(view, actor, command, now);
    case 'vote.add':
    case 'vote.configure':
    case 'vote.open':
    case 'vote.close':
    case 'vote.reveal':
    case 'vote.reopen':
    case 'vote.remove':
      return decideVote(view, actor, command, now);
    case 'phase.set':
    case 'phase.configure':
    case 'phase.add':
    case 'phase.move':
    case 'phase.remove':
      return decidePhase(view, actor, command, now);
    case 'timer.start':
    case 'timer.add':
    case 'timer.pause':
    case 'timer.resume':
    case 'timer.stop':
      return decideTimer(view, actor, command, now);
    case 'stage.set':
    case 'lead.take':
      return decideStage(view, actor, command);
    case 'callBack.start':
    case 'callBack.stop':
    case 'board.configure':
      return decideModeration(view, actor, command, now);
    case 'group.add':
    case 'group.remove':
    case 'group.restore':
    case 'group.deal':
    case 'group.merge':
      return decideGroup(view, actor, command, now);
    case 'message.send':
      return sendMessage(view, actor, command, now);
    case 'participant.add':
    case 'participant.edit':
    case 'participant.remove':
    case 'participant.restore':
    case 'participant.merge':
    case 'participant.mute':
    case 'participant.appoint':
      return decidePeople(view, actor, command, now);
    case 'workingGroup.add':
    case 'workingGroup.edit':
    case 'workingGroup.remove':
    case 'signup.decide':
      return decideWorkingGroup(view, actor, command, now);
    case 'poll.add':
    case 'poll.edit':
    case 'poll.move':
    case 'poll.open':
    case 'poll.close':
    case 'poll.remove':
    case 'poll.restore':
    case 'poll.hide':
      return decidePoll(view, actor, command, now);
    default:
      return unreachable(command);
  }
};
