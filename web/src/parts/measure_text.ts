/** The words of every measure: the built-in ones in the patient's language, one's own as written. */
import { m } from '#messages';
import type { Measure } from '#domain/measures.ts';

interface Words {
  /** As it is asked. */
  question: () => string;
  /** As it is called on a chart. */
  name: () => string;
  low: () => string;
  high: () => string;
}

// Spelled out, so that only the messages in use are shipped and none is missing unnoticed.
const BUILT_IN_WORDS: Record<string, Words> = {
  low_mood: {
    question: m.measure_low_mood,
    name: m.measure_low_mood_name,
    low: m.measure_low_mood_low,
    high: m.measure_low_mood_high,
  },
  loss_of_interest: {
    question: m.measure_loss_of_interest,
    name: m.measure_loss_of_interest_name,
    low: m.measure_loss_of_interest_low,
    high: m.measure_loss_of_interest_high,
  },
  hopelessness: {
    question: m.measure_hopelessness,
    name: m.measure_hopelessness_name,
    low: m.measure_hopelessness_low,
    high: m.measure_hopelessness_high,
  },
  self_harm_thoughts: {
    question: m.measure_self_harm_thoughts,
    name: m.measure_self_harm_thoughts_name,
    low: m.measure_self_harm_thoughts_low,
    high: m.measure_self_harm_thoughts_high,
  },
  anxiety: {
    question: m.measure_anxiety,
    name: m.measure_anxiety_name,
    low: m.measure_anxiety_low,
    high: m.measure_anxiety_high,
  },
  worry: {
    question: m.measure_worry,
    name: m.measure_worry_name,
    low: m.measure_worry_low,
    high: m.measure_worry_high,
  },
  intrusive_memories: {
    question: m.measure_intrusive_memories,
    name: m.measure_intrusive_memories_name,
    low: m.measure_intrusive_memories_low,
    high: m.measure_intrusive_memories_high,
  },
  on_edge: {
    question: m.measure_on_edge,
    name: m.measure_on_edge_name,
    low: m.measure_on_edge_low,
    high: m.measure_on_edge_high,
  },
  obsessions: {
    question: m.measure_obsessions,
    name: m.measure_obsessions_name,
    low: m.measure_obsessions_low,
    high: m.measure_obsessions_high,
  },
  compulsions: {
    question: m.measure_compulsions,
    name: m.measure_compulsions_name,
    low: m.measure_compulsions_low,
    high: m.measure_compulsions_high,
  },
  elevated_mood: {
    question: m.measure_elevated_mood,
    name: m.measure_elevated_mood_name,
    low: m.measure_elevated_mood_low,
    high: m.measure_elevated_mood_high,
  },
  irritability: {
    question: m.measure_irritability,
    name: m.measure_irritability_name,
    low: m.measure_irritability_low,
    high: m.measure_irritability_high,
  },
  pain: {
    question: m.measure_pain,
    name: m.measure_pain_name,
    low: m.measure_pain_low,
    high: m.measure_pain_high,
  },
  pain_interference: {
    question: m.measure_pain_interference,
    name: m.measure_pain_interference_name,
    low: m.measure_pain_interference_low,
    high: m.measure_pain_interference_high,
  },
  fatigue: {
    question: m.measure_fatigue,
    name: m.measure_fatigue_name,
    low: m.measure_fatigue_low,
    high: m.measure_fatigue_high,
  },
  sleep_quality: {
    question: m.measure_sleep_quality,
    name: m.measure_sleep_quality_name,
    low: m.measure_sleep_quality_low,
    high: m.measure_sleep_quality_high,
  },
  functioning: {
    question: m.measure_functioning,
    name: m.measure_functioning_name,
    low: m.measure_functioning_low,
    high: m.measure_functioning_high,
  },
  connection: {
    question: m.measure_connection,
    name: m.measure_connection_name,
    low: m.measure_connection_low,
    high: m.measure_connection_high,
  },
  wellbeing: {
    question: m.measure_wellbeing,
    name: m.measure_wellbeing_name,
    low: m.measure_wellbeing_low,
    high: m.measure_wellbeing_high,
  },
  dissociation: {
    question: m.measure_dissociation,
    name: m.measure_dissociation_name,
    low: m.measure_dissociation_low,
    high: m.measure_dissociation_high,
  },
  nausea: {
    question: m.measure_nausea,
    name: m.measure_nausea_name,
    low: m.measure_nausea_low,
    high: m.measure_nausea_high,
  },
  dizziness: {
    question: m.measure_dizziness,
    name: m.measure_dizziness_name,
    low: m.measure_dizziness_low,
    high: m.measure_dizziness_high,
  },
  headache: {
    question: m.measure_headache,
    name: m.measure_headache_name,
    low: m.measure_headache_low,
    high: m.measure_headache_high,
  },
  raised_pulse: {
    question: m.measure_raised_pulse,
    name: m.measure_raised_pulse_name,
    low: m.measure_raised_pulse_low,
    high: m.measure_raised_pulse_high,
  },
  urinary_symptoms: {
    question: m.measure_urinary_symptoms,
    name: m.measure_urinary_symptoms_name,
    low: m.measure_urinary_symptoms_low,
    high: m.measure_urinary_symptoms_high,
  },
};

export interface MeasureText {
  question: string;
  name: string;
  low: string;
  high: string;
}

export function measureText(measure: Measure): MeasureText {
  const words = BUILT_IN_WORDS[measure.id];
  if (words) {
    return {
      question: words.question(),
      name: words.name(),
      low: words.low(),
      high: words.high(),
    };
  }
  const { question = measure.id, low_label = '', high_label = '' } = measure.own ?? {};
  return { question, name: question, low: low_label, high: high_label };
}
