import type { Catalogue } from '#platform/i18n/catalogue.ts';
import deAnswerProblems from './de/answer-problems.json' with { type: 'json' };
import deCommon from './de/common.json' with { type: 'json' };
import deDeadlines from './de/deadlines.json' with { type: 'json' };
import deDocuments from './de/documents.json' with { type: 'json' };
import deFactProblems from './de/fact-problems.json' with { type: 'json' };
import deFile from './de/file.json' with { type: 'json' };
import deFormProblems from './de/form-problems.json' with { type: 'json' };
import deHelp from './de/help.json' with { type: 'json' };
import deMails from './de/mails.json' with { type: 'json' };
import deNotify from './de/notify.json' with { type: 'json' };
import deOutside from './de/outside.json' with { type: 'json' };
import dePacks from './de/packs.json' with { type: 'json' };
import deReport from './de/report.json' with { type: 'json' };
import deReview from './de/review.json' with { type: 'json' };
import deStart from './de/start.json' with { type: 'json' };
import deSupervision from './de/supervision.json' with { type: 'json' };
import enAnswerProblems from './en/answer-problems.json' with { type: 'json' };
import enCommon from './en/common.json' with { type: 'json' };
import enDeadlines from './en/deadlines.json' with { type: 'json' };
import enDocuments from './en/documents.json' with { type: 'json' };
import enFactProblems from './en/fact-problems.json' with { type: 'json' };
import enFile from './en/file.json' with { type: 'json' };
import enFormProblems from './en/form-problems.json' with { type: 'json' };
import enHelp from './en/help.json' with { type: 'json' };
import enMails from './en/mails.json' with { type: 'json' };
import enNotify from './en/notify.json' with { type: 'json' };
import enOutside from './en/outside.json' with { type: 'json' };
import enPacks from './en/packs.json' with { type: 'json' };
import enReport from './en/report.json' with { type: 'json' };
import enReview from './en/review.json' with { type: 'json' };
import enStart from './en/start.json' with { type: 'json' };
import enSupervision from './en/supervision.json' with { type: 'json' };
import frAnswerProblems from './fr/answer-problems.json' with { type: 'json' };
import frCommon from './fr/common.json' with { type: 'json' };
import frDeadlines from './fr/deadlines.json' with { type: 'json' };
import frDocuments from './fr/documents.json' with { type: 'json' };
import frFactProblems from './fr/fact-problems.json' with { type: 'json' };
import frFile from './fr/file.json' with { type: 'json' };
import frFormProblems from './fr/form-problems.json' with { type: 'json' };
import frHelp from './fr/help.json' with { type: 'json' };
import frMails from './fr/mails.json' with { type: 'json' };
import frNotify from './fr/notify.json' with { type: 'json' };
import frOutside from './fr/outside.json' with { type: 'json' };
import frPacks from './fr/packs.json' with { type: 'json' };
import frReport from './fr/report.json' with { type: 'json' };
import frReview from './fr/review.json' with { type: 'json' };
import frStart from './fr/start.json' with { type: 'json' };
import frSupervision from './fr/supervision.json' with { type: 'json' };
import nlAnswerProblems from './nl/answer-problems.json' with { type: 'json' };
import nlCommon from './nl/common.json' with { type: 'json' };
import nlDeadlines from './nl/deadlines.json' with { type: 'json' };
import nlDocuments from './nl/documents.json' with { type: 'json' };
import nlFactProblems from './nl/fact-problems.json' with { type: 'json' };
import nlFile from './nl/file.json' with { type: 'json' };
import nlFormProblems from './nl/form-problems.json' with { type: 'json' };
import nlHelp from './nl/help.json' with { type: 'json' };
import nlMails from './nl/mails.json' with { type: 'json' };
import nlNotify from './nl/notify.json' with { type: 'json' };
import nlOutside from './nl/outside.json' with { type: 'json' };
import nlPacks from './nl/packs.json' with { type: 'json' };
import nlReport from './nl/report.json' with { type: 'json' };
import nlReview from './nl/review.json' with { type: 'json' };
import nlStart from './nl/start.json' with { type: 'json' };
import nlSupervision from './nl/supervision.json' with { type: 'json' };

/** One file per topic and language; English is the type. */
export const catalogue = {
  en: {
    ...enAnswerProblems,
    ...enCommon,
    ...enDeadlines,
    ...enDocuments,
    ...enFactProblems,
    ...enFile,
    ...enFormProblems,
    ...enHelp,
    ...enMails,
    ...enNotify,
    ...enOutside,
    ...enPacks,
    ...enReport,
    ...enReview,
    ...enStart,
    ...enSupervision,
  },
  fr: {
    ...frAnswerProblems,
    ...frCommon,
    ...frDeadlines,
    ...frDocuments,
    ...frFactProblems,
    ...frFile,
    ...frFormProblems,
    ...frHelp,
    ...frMails,
    ...frNotify,
    ...frOutside,
    ...frPacks,
    ...frReport,
    ...frReview,
    ...frStart,
    ...frSupervision,
  },
  de: {
    ...deAnswerProblems,
    ...deCommon,
    ...deDeadlines,
    ...deDocuments,
    ...deFactProblems,
    ...deFile,
    ...deFormProblems,
    ...deHelp,
    ...deMails,
    ...deNotify,
    ...deOutside,
    ...dePacks,
    ...deReport,
    ...deReview,
    ...deStart,
    ...deSupervision,
  },
  nl: {
    ...nlAnswerProblems,
    ...nlCommon,
    ...nlDeadlines,
    ...nlDocuments,
    ...nlFactProblems,
    ...nlFile,
    ...nlFormProblems,
    ...nlHelp,
    ...nlMails,
    ...nlNotify,
    ...nlOutside,
    ...nlPacks,
    ...nlReport,
    ...nlReview,
    ...nlStart,
    ...nlSupervision,
  },
} satisfies Catalogue;

type IncidentMessages = (typeof catalogue)['en'];
declare module '#platform/i18n/catalogue.ts' {
  interface Messages extends IncidentMessages {}
}
