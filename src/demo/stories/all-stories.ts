import { bookingPlatform, coldChain, lostLaptop, phishingPages, productionPlanning } from './companies.ts';
import { controlPlaneFailure, customerPortal, publicDns, signingService, voicePlatform } from './digital.ts';
import { brasmontAccess, dispatchLink, heatSetPoints, meteringPlatform, vendorPortal } from './energy.ts';
import { misdirectedLetters, stolenCredentials } from './hospital.ts';
import { exfiltration, pumpingStation, ticketingCloud } from './public-services.ts';
import type { Story, Timeline } from './story.ts';

/** Incidents in every state, counted back from the first start (decisions.md D6). */
export const allStories = (timeline: Timeline): Story[] =>
  [
    meteringPlatform,
    brasmontAccess,
    dispatchLink,
    heatSetPoints,
    vendorPortal,
    publicDns,
    voicePlatform,
    signingService,
    controlPlaneFailure,
    customerPortal,
    stolenCredentials,
    misdirectedLetters,
    exfiltration,
    pumpingStation,
    ticketingCloud,
    bookingPlatform,
    phishingPages,
    productionPlanning,
    coldChain,
    lostLaptop,
  ].map((story) => story(timeline));
