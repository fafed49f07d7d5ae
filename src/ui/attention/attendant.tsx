import { useEffect, useMemo, useRef, useState } from 'react';
import { type Alert, type App, Attention, feedWalls, unreadFlagged, unseenOf } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { AlertBar } from './alert-bar.tsx';
import { osNotice } from './os-notice.ts';
import { allowSound, playTone } from './tones.ts';

const TITLE = 'ICH Triage';
/** Repeats and the end of quiet hours are looked for so often. */
const TURN_MS = 5000;

/** Calls for attention: the number of unread flags in the title, sounds, notices of the operating system, and who calls, to acknowledge. */
export function Attendant() {
  const app = useApp();
  const entries = useStore(app.worklist, (state) => state.entries);
  const shift = useStore(app.worklist, (state) => state.shift);
  const fresh = useStore(app.notices, (state) => state.flaggedUnseen);
  const calls = useStore(app.settings, ({ sound, attention }) => sound || attention.notify);
  const problem = useProblem(app);
  const unread = useMemo(() => unreadFlagged({ entries, shift }), [entries, shift]);
  const alerts = useMemo(() => unread.filter(({ key }) => fresh.has(key)), [unread, fresh]);
  const isHeldBack = useCalls(app, alerts, problem);
  useEffect(() => feedWalls(app), [app]);
  useEffect(() => {
    document.title = unread.length === 0 ? TITLE : `(${unread.length}) ${TITLE}`;
  }, [unread.length]);
  if (!calls || (alerts.length === 0 && !isHeldBack)) return null;
  return <AlertBar alerts={alerts} isHeldBack={isHeldBack} />;
}

type Problem = 'folder' | ReturnType<typeof unseenOf>;

const whatIsWrong = (problem: Problem): string => {
  if (problem === 'folder') return t('the folder can’t be read');
  return problem === 'some'
    ? t('the list of the PACS leaves studies out')
    : t('the PACS does not answer');
};

/** What keeps new studies from being seen, of the folder or of the PACS; null where nothing does. */
function useProblem({ folder, pacs }: App): Problem {
  const ofFolder = useStore(folder, ({ phase, problem }) => phase !== 'off' && problem !== null);
  const ofPacs = useStore(pacs, unseenOf);
  return ofFolder ? 'folder' : ofPacs;
}

/** Has the alerts judged at each change and each turn, and does what is to be done. Gives whether the browser holds a sound back. */
function useCalls(app: App, alerts: readonly Alert[], problem: Problem): boolean {
  const judge = useRef<Attention | null>(null);
  const [isHeldBack, setHeldBack] = useState(false);
  const { sound, attention } = useStore(app.settings, (settings) => settings);
  useEffect(() => {
    const turn = () => {
      judge.current ??= new Attention();
      const date = new Date();
      const now = { now: date.getTime(), minutes: 60 * date.getHours() + date.getMinutes() };
      const call = judge.current.see(alerts, problem !== null, attention, now);
      if (sound && call.sound !== null) {
        void playTone(call.sound, attention.volume).then((heard) => setHeldBack(!heard));
      }
      for (const { key, number, level } of call.tell) {
        const title =
          level === 'urgent'
            ? t('Urgent flag: #{number}', { number })
            : t('New flag: #{number}', { number });
        osNotice(title, t('A study in ICH Triage needs a reader.'), key, () => app.openStudy(key));
      }
      if (call.tellProblem) {
        const text = `ICH Triage: ${whatIsWrong(problem)}.`;
        osNotice(t('New studies are not seen'), text, 'problem', () => undefined);
      }
    };
    turn();
    const timer = setInterval(turn, TURN_MS);
    return () => clearInterval(timer);
  }, [app, alerts, problem, sound, attention]);
  useFirstGesture(sound, setHeldBack);
  return sound && isHeldBack;
}

/** With the sound on, the first click or key after a reload lets it be heard; before it, that it is not is said. */
function useFirstGesture(sound: boolean, setHeldBack: (isHeldBack: boolean) => void): void {
  useEffect(() => {
    if (!sound) return;
    const stop = new AbortController();
    const check = () => void allowSound().then((heard) => setHeldBack(!heard));
    check();
    for (const name of ['pointerup', 'keyup'] as const) {
      window.addEventListener(name, check, { signal: stop.signal });
    }
    return () => stop.abort();
  }, [sound, setHeldBack]);
}
