import type { Route } from '#platform/http/route.ts';
import type { IncidentsDeps } from '../../module.ts';
import { documentRoutes } from './documents.route.ts';
import { verifyReceiptRoutes } from './verify-receipt/verify-receipt.route.ts';

export const documentsRoutes = (deps: IncidentsDeps): readonly Route[] => [...documentRoutes(deps), ...verifyReceiptRoutes];
