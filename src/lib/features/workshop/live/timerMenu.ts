import CircleStop from '@lucide/svelte/icons/circle-stop';
import Minus from '@lucide/svelte/icons/minus';
import Pause from '@lucide/svelte/icons/pause';
import Play from '@lucide/svelte/icons/play';
import Plus from '@lucide/svelte/icons/plus';
import TimerIcon from '@lucide/svelte/icons/timer';
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MenuEntry } from '$lib/ui/menu';
import { canBuzz, timeUp } from '$lib/ui/timeUp.svelte';

const OFFERED = [5, 10, 15, 20];

/** What can be done with the time: facilitators set it, everybody chooses how its end is told on the own device. */
export function timerMenu(session: BoardSession, { onother }: { onother: () => void }): MenuEntry[] {
  return session.isFacilitator ? [...setting(session, onother), { type: 'line' }, ...alarm()] : alarm();
}

function setting(session: BoardSession, onother: () => void): MenuEntry[] {
  const { timerEndsAt, timerLeftMs } = session.board;
  const planned = session.phase?.minutes ?? null;
  const start: MenuEntry[] = [
    ...(planned === null
      ? []
      : [
          {
            label: m.stage_timer_planned({ time: m.ui_minutes({ count: planned }) }),
            icon: TimerIcon,
            onselect: () => void session.send({ type: 'timer.start', seconds: planned * 60 })
          }
        ]),
    ...OFFERED.map((count) => ({
      label: m.ui_minutes({ count }),
      onselect: () => void session.send({ type: 'timer.start', seconds: count * 60 })
    })),
    { label: m.board_timer_other(), onselect: onother }
  ];
  if (timerEndsAt === null && timerLeftMs === null) return start;
  const add = (seconds: number) => void session.send({ type: 'timer.add', seconds });
  return [
    timerEndsAt === null
      ? {
          label: m.stage_timer_resume(),
          icon: Play,
          onselect: () => void session.send({ type: 'timer.resume' })
        }
      : {
          label: m.stage_timer_pause(),
          icon: Pause,
          onselect: () => void session.send({ type: 'timer.pause' })
        },
    { label: m.stage_timer_add(), icon: Plus, onselect: () => add(60) },
    { label: m.stage_timer_add_five(), icon: Plus, onselect: () => add(300) },
    { label: m.stage_timer_cut(), icon: Minus, onselect: () => add(-60) },
    { type: 'sub', label: m.stage_timer_new(), items: start },
    {
      label: m.board_timer_stop(),
      icon: CircleStop,
      danger: true,
      onselect: () => void session.send({ type: 'timer.stop' })
    }
  ];
}

function alarm(): MenuEntry[] {
  const { sound, buzz } = timeUp.choice;
  const items: MenuEntry[] = [
    { label: m.stage_timer_sound(), checked: sound, onselect: () => void timeUp.setSound(!sound) }
  ];
  if (canBuzz()) {
    items.push({ label: m.stage_timer_buzz(), checked: buzz, onselect: () => timeUp.setBuzz(!buzz) });
  }
  return items;
}
