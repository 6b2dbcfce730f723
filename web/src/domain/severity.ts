/**
 * What totals are called by how severe symptoms are: names of ranges, no diagnosis.
 * The server has the same table; both are tested against the definitions.
 */
import { lastWhere } from './last.ts';
import { questionnaire, type QuestionnaireId } from './questionnaires.ts';
import type { Told } from './told.ts';

export type Severity = Told<'QuestionnaireSeverity'>;

export interface Band {
  severity: Severity;
  from: number;
  to: number;
}

interface Source {
  from: readonly (readonly [number, Severity])[];
  source: string;
}

const TABLE: Partial<Record<QuestionnaireId, Source>> = {
  phq_9: {
    from: [
      [0, 'minimal'],
      [5, 'mild'],
      [10, 'moderate'],
      [15, 'moderately_severe'],
      [20, 'severe'],
    ],
    source: 'Kroenke, Spitzer & Williams 2001',
  },
  gad_7: {
    from: [
      [0, 'minimal'],
      [5, 'mild'],
      [10, 'moderate'],
      [15, 'severe'],
    ],
    source: 'Spitzer et al. 2006',
  },
};

/** From the lowest; none where nobody has defined them. */
export function severityBands(id: QuestionnaireId): readonly Band[] {
  const rows = TABLE[id]?.from ?? [];
  const max = questionnaire(id)?.max ?? 0;
  return rows.map(([from, severity], index) => ({
    severity,
    from,
    to: (rows[index + 1]?.[0] ?? max + 1) - 1,
  }));
}

export const severitySource = (id: QuestionnaireId): string | undefined => TABLE[id]?.source;

export const severityOf = (id: QuestionnaireId, total: number): Band | undefined =>
  lastWhere(severityBands(id), ({ from }) => from <= total);
