import { z } from 'zod';
import { readForm } from '#platform/forms/form.ts';
import { anyAccount, defineRoute, page, type Route, redirect } from '#platform/http/route.ts';
import type { MovableClock } from '#platform/time/demo-clock.ts';
import { demoPaths } from '../paths.ts';
import { clockPage } from './clock.view.tsx';
import { type ClockStep, clockSteps, moveClock } from './move-clock.ts';

const form = z.object({ step: z.enum(['real', ...(Object.keys(clockSteps) as ClockStep[])]) });

/** Lets a tester see deadlines run (decisions.md D14). */
export const clockRoutes = (clock: MovableClock, zone: string): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: demoPaths.clock,
    access: anyAccount,
    listed: { label: ({ t }) => t('demo.nav.clock') },
    handle: (ctx) => page(clockPage({ shown: clock.now(), real: ctx.wallClock.now() })),
  }),
  defineRoute({
    method: 'POST',
    path: demoPaths.clock,
    access: anyAccount,
    anyOrganisation: true,
    async handle(ctx, request) {
      const input = readForm(form, request.form);
      if (input.ok) await moveClock(ctx, clock, input.data.step, zone);
      return redirect(demoPaths.clock.link(), { kind: 'success', messageKey: 'demo.clock.moved' });
    },
  }),
];
