import type { Route } from '#platform/http/route.ts';
import type { IncidentsDeps } from '../../../module.ts';
import { openSubmission, sendReview } from './review.route.ts';

export const reviewRoutes = (_deps: IncidentsDeps): readonly Route[] => [openSubmission, sendReview];
