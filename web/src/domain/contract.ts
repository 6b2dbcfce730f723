/**
 * The shapes of the API document (tests/snapshots/openapi.snap). Made from it by `npm run contract`:
 * do not edit. Modules name them by `Told` (told.ts).
 */
export interface components {
  schemas: {
    /** @description One's own account. */
    Account: {
      /** @description What they are treated for. */
      conditions: components['schemas']['Condition'][];
      /**
       * @description Where they live, for the crisis lines.
       * @example DE
       */
      country: string | null;
      /**
       * Format: date-time
       * @description When the account was opened.
       */
      created_at: string;
      /**
       * @description Whether what the patient chose is damaged, and is told as when the account was opened: a device that still
       *     has it can send it again. Absent where all is well.
       */
      damaged?: boolean;
      /** @description The two measures that the hours after a treatment ask first; without them the first two of `measures`. */
      first_hours?: string[];
      /** @description Another account of the same name, opened after this one was erased, has another id. */
      id: string;
      locale: components['schemas']['Locale'];
      /** @description The measures they answer, in the order in which they are shown. */
      measures: string[];
      /** @description The questionnaires they answer every week or two. */
      questionnaires?: components['schemas']['RegularQuestionnaire'][];
      reminders?: components['schemas']['Reminders'] | null;
      time_zone: components['schemas']['ZoneName'];
      /**
       * @description Whether this server no longer knows the rules of `time_zone`, and reminds by UTC until another zone is chosen.
       *     Absent where it knows them.
       */
      time_zone_unknown?: boolean;
      username: string;
    };
    /** @description A change of an account's settings: what is absent stays as it is, and what may be `null` is cleared by it. */
    AccountChange: {
      /** @description What they are treated for. */
      conditions?: components['schemas']['Condition'][];
      /** @description Where they live; `null` takes it back. */
      country?: string | null;
      /** @description The two measures that the hours after a treatment ask first; `[]` for the first two of `measures`. */
      first_hours?: string[];
      /** @description The language of the app. */
      locale?: components['schemas']['Locale'];
      /** @description The measures they answer, in order. */
      measures?: string[];
      /** @description The questionnaires they answer every week or two, each once. */
      questionnaires?: components['schemas']['RegularQuestionnaire'][];
      reminders?: components['schemas']['ReminderChoice'] | null;
      /** @description The zone in which a day without a time is read, and reminders are sent. */
      time_zone?: components['schemas']['ZoneName'];
    };
    /** @description Why something was refused (RFC 9457). Some codes bring members of their own, which schemas beside this one have. */
    AccountChangedElsewhereProblem: {
      /**
       * @description Stable name of the problem, for programs.
       * @example invalid_body
       */
      code: string;
      /** @description What is stored now, as reading it answers; null where it is gone. */
      current?: components['schemas']['Account'] | null;
      /** @description What went wrong, in English. */
      detail: string;
      /**
       * @description What is wrong with a body, each with its place, the first hundred: with `invalid_body`. `faults` of `params` is
       *     how many there are.
       */
      errors?: components['schemas']['Fault'][];
      /** @description What a sentence about it needs to know, as limits and numbers. */
      params: Record<string, unknown>;
      /**
       * Format: date-time
       * @description When the server went back to an older database, if ever: with a refusal to sign in.
       */
      restored_at?: string;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The status in words. */
      title: string;
      /** @description Always `about:blank`: the code tells problems apart. */
      type: string;
    };
    /**
     * @description What can happen with an account.
     * @enum {string}
     */
    Action:
      | 'signed_in'
      | 'sign_in_refused'
      | 'signed_out_everywhere'
      | 'password_changed'
      | 'recovered'
      | 'exported'
      | 'link_made'
      | 'link_ended'
      | 'link_visited'
      | 'link_refused'
      | 'key_renewed'
      | 'recovery_renewed'
      | 'recovery_code_made';
    /**
     * @description One lag day over the treatments that have a value on it: before, the first of each course; after, all.
     *
     *     The definitions of relief, section 5.
     */
    AlignedDay: {
      /**
       * Format: int32
       * @description The lag day, −14 to 28; those without a mean are left out.
       */
      lag_day: number;
      /**
       * Format: double
       * @description The lower limit of the 95 % t-interval of the mean, in percent; absent for fewer than three treatments.
       */
      lower?: number | null;
      /**
       * Format: double
       * @description The mean of their improvements, in percent.
       */
      mean_percent: number;
      /** @description How many treatments it is the mean over. */
      n: number;
      /**
       * Format: double
       * @description The upper limit of the 95 % t-interval of the mean, in percent; absent for fewer than three treatments.
       */
      upper?: number | null;
    };
    /** @description The code of the option chosen, by the `linkId` of its question. */
    Answers: {
      [key: string]: string;
    };
    /** @description The words that a built-in measure was answered in. */
    Asked: {
      /**
       * @description The language (BCP 47); absent where it is not known.
       * @example de
       */
      language?: string | null;
      /**
       * Format: int32
       * @description The version of the words, from 1: `version` of `/measures` is the present one.
       * @example 2
       */
      version: number;
    };
    /** @description One thing that happened. */
    AuditEvent: {
      action: components['schemas']['Action'];
      /** Format: date-time */
      at: string;
      /**
       * @description The kind of device, or for a link the way it was opened; absent for what the operator did.
       * @example Firefox on Android
       */
      device?: string;
    };
    /** @description What happened with one's account. */
    AuditTrail: {
      /** @description Whether the trail is as it was written: nothing changed, left out or put in. */
      intact: boolean;
      /** @description The latest first, a thousand at most. */
      items: components['schemas']['AuditEvent'][];
    };
    /** @description Writes made offline. */
    Batch: {
      /** @description In the order in which they were made; at most 500. */
      changes: components['schemas']['OfflineWrite'][];
      /** @description The `history` that the device was answered last: base revisions are of it. */
      history?: string | null;
      /** @description The `tip` that the device was answered last. */
      tip?: string | null;
    };
    /** @description Blood pressure before the session and at its highest. */
    BloodPressure: {
      before?: components['schemas']['Pressure'] | null;
      peak?: components['schemas']['Pressure'] | null;
    };
    /**
     * @description The sort of an event.
     * @enum {string}
     */
    Category: 'medication' | 'therapy' | 'life' | 'other';
    /** @description What became of a record, as sync tells it: its body, or that it was deleted. */
    Change:
      | components['schemas']['CheckInChange']
      | components['schemas']['TreatmentChange']
      | components['schemas']['LifeEventChange']
      | components['schemas']['OwnMeasureChange']
      | components['schemas']['QuestionnaireChange']
      | components['schemas']['QuestionnaireResponseChange']
      | components['schemas']['SafetyPlanChange'];
    /** @description An entry that is otherwise in the journal. */
    ChangedEntry: {
      /** @description Of the journal's record. */
      id: string;
      /** @description As the journal has it. */
      mine: components['schemas']['RecordBody'];
      /** @description As the file has it. */
      theirs: components['schemas']['RecordBody'];
    };
    /** @description What changed, in order of revision. */
    Changes: {
      changes: components['schemas']['Change'][];
      /**
       * @description Records that cannot be read, which are not among the changes: those that were last changed since, and with
       *     `check` all others. Absent where there are none.
       */
      damaged?: components['schemas']['DamagedRecord'][];
      /**
       * @description The history that these revisions are of. What stands before its first dot names it; what follows tells apart
       *     devices that have to compare. When it is not the one that the device named, this server knows less of the journal
       *     than the device, or other things: a backup was restored, say. The answer then begins at 0, and the device
       *     compares what it has with what is here.
       */
      history: string;
      /**
       * Format: int64
       * @description Up to this revision the device knew what is here, when the history is another one; what it knows of later ones
       *     is of the history that it named.
       */
      history_from: number;
      /** @description Whether there is more after it. */
      more: boolean;
      /**
       * Format: int64
       * @description Up to where this answer reaches: the next `since`.
       */
      revision: number;
      /** @description An opaque text that is another one after each change of the journal; to be sent with the next request. */
      tip: string;
    };
    /** @description How each write of the batch fared, in its order. */
    ChangesAnswers: {
      results: components['schemas']['Outcome'][];
      /**
       * Format: int64
       * @description The revision that the journal has reached.
       */
      revision: number;
      /** @description The journal's tip after this: to be sent with the next request, in place of an earlier one. */
      tip: string;
    };
    /** @description What a patient recorded of themselves at one time. Has at least one score or a note. */
    CheckIn: {
      /**
       * @description In which words each built-in measure was answered. One that is not here was answered in those of version 1, in a
       *     language that nobody noted.
       * @example {
       *       "anxiety": {
       *         "language": "de",
       *         "version": 2
       *       },
       *       "low_mood": {
       *         "language": "de",
       *         "version": 1
       *       }
       *     }
       */
      asked?: {
        [key: string]: components['schemas']['Asked'];
      };
      /**
       * Format: date-time
       * @description RFC 3339 with the offset at which it was made.
       * @example 2026-03-10T20:00:00+01:00
       */
      at?: string | null;
      /**
       * Format: date
       * @description A day without a time.
       * @example 2026-03-10
       */
      date?: string | null;
      /** @description What the patient wrote about it. */
      note?: string | null;
      /**
       * @description The score of each measure that was answered, at most 100, each in its own integer range.
       * @example {
       *       "anxiety": 4,
       *       "low_mood": 7
       *     }
       */
      scores?: {
        [key: string]: number;
      };
    };
    /** @description What became of a record, as sync tells it: its body, or that it was deleted. */
    CheckInChange: {
      body?: components['schemas']['CheckIn'];
      /**
       * @description Whether its body is stored, but cannot be opened or read; in `current` of a conflict alone. What is written
       *     with its revision takes its place.
       */
      damaged?: boolean;
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'check_in';
      /**
       * Format: int64
       * @description The revision in which this came to be.
       */
      revision: number;
    };
    /** @description Why something was refused (RFC 9457). Some codes bring members of their own, which schemas beside this one have. */
    CheckInChangedElsewhereProblem: {
      /**
       * @description Stable name of the problem, for programs.
       * @example invalid_body
       */
      code: string;
      /** @description What is stored now, as reading it answers; null where it is gone. */
      current?:
        components['schemas']['StoredCheckIn'] | components['schemas']['CheckInChange'] | null;
      /** @description What went wrong, in English. */
      detail: string;
      /**
       * @description What is wrong with a body, each with its place, the first hundred: with `invalid_body`. `faults` of `params` is
       *     how many there are.
       */
      errors?: components['schemas']['Fault'][];
      /** @description What a sentence about it needs to know, as limits and numbers. */
      params: Record<string, unknown>;
      /**
       * Format: date-time
       * @description When the server went back to an older database, if ever: with a refusal to sign in.
       */
      restored_at?: string;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The status in words. */
      title: string;
      /** @description Always `about:blank`: the code tells problems apart. */
      type: string;
    };
    /** @description One record with its id. */
    CheckInJournalEntry: {
      body: components['schemas']['CheckIn'];
      /** Format: uuid */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'check_in';
    };
    /** @description A write as sent, before body and kind are seen together. */
    CheckInOfflineWrite: {
      /**
       * Format: int64
       * @description The revision of this record that the device last saw; 0 when it made the record.
       */
      base_revision?: number;
      body?: components['schemas']['CheckIn'];
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /** Format: uuid */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'check_in';
    };
    /** @description The code from the mail. */
    CodeForm: {
      /**
       * @description Its eight figures.
       * @example 01234567
       */
      code: string;
    };
    /** @description A column of a table, and what it looks like. */
    Column: {
      /** @description How many rows have nothing in it. */
      empty: number;
      figures?: components['schemas']['Figures'] | null;
      looks: components['schemas']['Looks'];
      /** @description Its name, by which `columns` knows it. */
      name: string;
      order?: components['schemas']['DayOrder'] | null;
      /** @description What `columns` could say of it; absent when that must be asked. */
      proposed?: string | null;
      /** @description Of names of measures, each of which has scores of its own in a long table; none where there are more than 100. */
      readings?: components['schemas']['Reading'][];
      /** @description Some of what stands in it, shortened. */
      samples: string[];
      /** @description Its different words, which can be given scores: of at most 20 that are no figures; else none. */
      words: string[];
    };
    /**
     * @description What a measure is kept for: one or more of the conditions that ketamine is given for.
     * @enum {string}
     */
    Condition:
      'depression' | 'anxiety' | 'ptsd' | 'ocd' | 'bipolar' | 'chronic_pain' | 'suicidal_thoughts';
    /** @description Something of a file that does not come here as it is. */
    Counted: {
      /** @description How often it is there. */
      times: number;
      /** @description As the file names it. */
      what: string;
    };
    /**
     * @description How many days of a window were journaled.
     *
     *     The definitions of relief, section 6.
     */
    Coverage: {
      /** @description How many lag days of the window have a value. */
      days: number;
      /**
       * Format: int32
       * @description How many lag days the window has, begun ones included: at most 28, and 0 for a follow-up
       *     without a check-in that no next treatment ended.
       */
      window_days: number;
    };
    /**
     * @description One lag day of one treatment.
     *
     *     The definitions of relief, section 5.
     */
    CurvePoint: {
      /** @description How many check-ins the value is the mean of. */
      check_ins: number;
      /**
       * Format: double
       * @description The improvement of the lag-day value on the course's baseline, in percent.
       */
      improvement_percent: number;
      /**
       * Format: int32
       * @description The lag day, −14 to 28; those without a check-in are left out.
       */
      lag_day: number;
    };
    /** @description A total from which on something is so. */
    CutOff: {
      /** @description What is so there. */
      meaning: components['schemas']['CutOffMeaning'];
      /** @description On which side of it. */
      side: components['schemas']['CutOffSide'];
      /**
       * Format: double
       * @description The total, in points.
       */
      total: number;
    };
    /**
     * @description What begins at a cut-off.
     * @enum {string}
     */
    CutOffMeaning: 'remission' | 'negative_screen' | 'flag';
    /**
     * @description On which side of a total something begins.
     * @enum {string}
     */
    CutOffSide: 'below' | 'at_most' | 'at_least' | 'above';
    /**
     * @description A record whose body cannot be opened or read: it was changed, cut or moved behind the server's back.
     *
     *     It can be deleted, and a device that still has it can write it again, with this revision as its base.
     */
    DamagedRecord: {
      /** @description Its id. */
      id: string;
      /** @description Its kind. */
      kind: components['schemas']['Kind'];
      /**
       * Format: date
       * @description The day that it is of; absent for what has no day.
       */
      local_date?: string | null;
      /**
       * Format: int64
       * @description The revision in which it was last changed.
       */
      revision: number;
    };
    /** @description Why something was refused (RFC 9457). Some codes bring members of their own, which schemas beside this one have. */
    DamagedRecordProblem: {
      /**
       * @description Stable name of the problem, for programs.
       * @example invalid_body
       */
      code: string;
      /** @description What went wrong, in English. */
      detail: string;
      /**
       * @description What is wrong with a body, each with its place, the first hundred: with `invalid_body`. `faults` of `params` is
       *     how many there are.
       */
      errors?: components['schemas']['Fault'][];
      /** @description What a sentence about it needs to know, as limits and numbers. */
      params: Record<string, unknown>;
      /**
       * Format: date-time
       * @description When the server went back to an older database, if ever: with a refusal to sign in.
       */
      restored_at?: string;
      /**
       * Format: int64
       * @description The revision to write it again with: with `damaged_record`.
       */
      revision?: number;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The status in words. */
      title: string;
      /** @description Always `about:blank`: the code tells problems apart. */
      type: string;
    };
    /**
     * @description Whether the order of a column's days can be told.
     * @enum {string}
     */
    DayOrder: 'clear' | 'day_first' | 'month_first' | 'unclear' | 'epoch';
    /** @description A signed-in device. */
    Device: {
      /** Format: date-time */
      created_at: string;
      /** @description Whether it is the one that asks. */
      current: boolean;
      /** @example Firefox on Android */
      device: string;
      id: string;
      /**
       * Format: date-time
       * @description To within the fifteen minutes of an access token.
       */
      last_used_at: string;
    };
    /** @description One's signed-in devices. */
    Devices: {
      items: components['schemas']['Device'][];
    };
    /** @description An amount and its unit. */
    Dose: {
      /**
       * Format: double
       * @description How much, from 0 to 10,000.
       */
      amount: number;
      /** @description Of what. */
      unit: components['schemas']['DoseUnit'];
    };
    /**
     * @description The unit of a dose.
     * @enum {string}
     */
    DoseUnit: 'mg' | 'mg/kg';
    /** @description An event's mark on the chart. */
    EventMark: {
      /**
       * Format: date-time
       * @description Absent when only the day is known.
       */
      at?: string | null;
      category: components['schemas']['Category'];
      /** Format: uuid */
      id: string;
      /**
       * Format: date
       * @description The date where it was made.
       */
      local_date: string;
      title: string;
    };
    /** @description One thing wrong, at one place of a body. */
    Fault: {
      /**
       * @description Stable name of what is wrong, for programs. There may be new ones at any time: `detail` says them in English.
       * @example whole_number
       */
      code: string;
      /**
       * @description What was expected there, in English.
       * @example expected a whole number from 0 to 10
       */
      detail: string;
      /** @description What a sentence about it needs to know: numbers, names, lists of what would have been taken. */
      params: Record<string, unknown>;
      /**
       * @description JSON pointer (RFC 6901) to the offending value; a query parameter is `/name`.
       * @example /scores/low_mood
       */
      pointer: string;
    };
    /** @description Whether there is a feed. */
    FeedState: {
      /**
       * Format: date-time
       * @description When it was made; null when there is none.
       */
      made_at: string | null;
    };
    /**
     * @description A FHIR `Questionnaire` (R4, or STU3 as far as it is alike) of which the questions, their options and what each
     *     counts could be read. Kept as it was given.
     */
    FhirQuestionnaire: Record<string, unknown>;
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_Baseline:
      | {
          /** @description How many lag days of the window have a value. */
          days: number;
          /**
           * Format: double
           * @description The sample standard deviation (n − 1) of the single check-ins in the window, in points.
           */
          standard_deviation: number;
          /**
           * Format: double
           * @description The mean of the lag-day values in the window: a burden in points, so higher is worse for every measure.
           */
          value: number;
          /**
           * Format: int32
           * @description How many lag days the window has: 14, or fewer where the previous treatment cuts it.
           */
          window_days: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_BestDays:
      | {
          /**
           * Format: double
           * @description The mean of their improvements on the baseline, in percent.
           */
          improvement_percent: number;
          /**
           * Format: int32
           * @description The lag day of the first of the two, 0 to 5, the earliest if tied.
           */
          lag_day: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_Coverage:
      | {
          /** @description How many lag days of the window have a value. */
          days: number;
          /**
           * Format: int32
           * @description How many lag days the window has, begun ones included: at most 28, and 0 for a follow-up
           *     without a check-in that no next treatment ended.
           */
          window_days: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_DaysMean:
      | {
          /** @description How many days have a score, 3 to 7. */
          days: number;
          /**
           * Format: double
           * @description As a score of the measure.
           */
          mean: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_Nap:
      | {
          /** @description How many lag-day values there are after treatment. */
          days_after: number;
          /** @description How many lag-day values there are before treatment. */
          days_before: number;
          /**
           * Format: double
           * @description The lower limit of the 95 % interval of `value` (Newcombe 2006, method 5).
           */
          lower: number;
          /**
           * Format: double
           * @description The unbiased standard error of `value` (Sen 1967, Mee 1990).
           */
          standard_error: number;
          /**
           * Format: double
           * @description `2·NAP − 1`, −1 to 1.
           */
          tau: number;
          /**
           * Format: double
           * @description The upper limit of the 95 % interval of `value`.
           */
          upper: number;
          /**
           * Format: double
           * @description The share of pairs in which the day before was worse, 0 to 1: 0.5 is no change, 1 complete relief.
           */
          value: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_Onset:
      | {
          /**
           * Format: double
           * @description Hours from the treatment to the check-in before it, 0 if there is none.
           */
          after_hours: number;
          /** @description Whether another check-in within 48 hours was a response too; `false` when there was none. */
          confirmed: boolean;
          /**
           * Format: double
           * @description Hours from the treatment to the first check-in that is a response; above 0.
           */
          hours: number;
          /** @description Whether it came within 24 hours. */
          rapid: components['schemas']['ReliefRapid'];
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_Peak:
      | {
          /**
           * Format: double
           * @description Hours from the treatment to it, the earliest if tied.
           */
          hours: number;
          /**
           * Format: double
           * @description The improvement on the baseline, in percent; negative when every check-in was worse.
           */
          improvement_percent: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_Relief:
      | {
          /**
           * Format: double
           * @description Days from its start until it was lost, or at least this many when it was not; 0 or more.
           */
          days: number;
          /** @description What ended it, or the view of it. */
          ended: components['schemas']['ReliefEnding'];
          /** @description Whether it is the relief after the last treatment of its course: trials count from there. */
          last_of_course: boolean;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefAtPresent:
      | {
          /**
           * Format: double
           * @description Days from then until it was lost, or to its last check-in.
           */
          days: number;
          /** @description Whether it goes on, has been lost, or cannot be followed any more. */
          ended: components['schemas']['ReliefEnding'];
          /**
           * Format: date
           * @description The local date, where the treatment was given, by which it had largely faded; absent unless it was lost.
           */
          faded_on?: string | null;
          /**
           * Format: date-time
           * @description When it was first seen: of relief that outlasted treatments, after the first of them.
           */
          since: string;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefCertainty:
      | {
          /** @description How many days with a value there are after. */
          days_after: number;
          /** @description How many days with a value there are before. */
          days_before: number;
          /**
           * Format: double
           * @description The lower limit of the 95 % interval of `points`.
           */
          lower: number;
          /**
           * Format: double
           * @description By how much they are better, in points; negative is worse.
           */
          points: number;
          /**
           * Format: double
           * @description The probability that the days after are better, 0 to 1, if days hang together as moods do.
           */
          probability: number;
          /**
           * Format: double
           * @description The same beside a trend that goes through all the days: low where a recovery only goes on.
           */
          probability_with_trend: number;
          /**
           * Format: double
           * @description The upper limit of the 95 % interval of `points`.
           */
          upper: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefDays:
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        }
      | {
          /**
           * Format: double
           * @description The median in days where each next treatment is taken as a loss.
           */
          from?: number | null;
          /**
           * Format: double
           * @description The median in days where relief is taken to have gone on at the next treatment.
           */
          to?: number | null;
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefDaysLeft:
      | {
          /**
           * Format: double
           * @description How long the present relief has lasted, to the last check-in, in days.
           */
          after_days: number;
          /** @description How many of them were lost. */
          lost: number;
          /**
           * Format: double
           * @description The days after which half of the earlier ones that had come this far were gone.
           */
          median_days_left: number;
          /** @description How many earlier reliefs there are. */
          treatments: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefDoseResponse:
      | {
          /**
           * Format: double
           * @description The two-sided p-value, by the numerator of τ-b.
           */
          p: number;
          /** @description The route of the treatments that are compared. */
          route: components['schemas']['Route'];
          /**
           * Format: double
           * @description The Theil–Sen slope: by how many percent of the baseline one unit more helps more.
           */
          slope: number;
          /**
           * Format: double
           * @description Kendall's τ-b, −1 to 1: above 0 more helps more.
           */
          tau: number;
          /** @description How many there are. */
          treatments: number;
          /** @description The unit of their doses. */
          unit: components['schemas']['DoseUnit'];
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefEarlierDays:
      | {
          /**
           * Format: double
           * @description The mean over these treatments, each counting alike: a burden in points.
           */
          mean: number;
          /** @description How many treatments have enough days, 2 or more. */
          treatments: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefImprovement:
      | {
          /**
           * Format: double
           * @description In percent of the baseline.
           */
          percent: number;
          /**
           * Format: double
           * @description In points.
           */
          points: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefLevel:
      | ('clear' | 'likely' | 'unclear' | 'clearly_worse')
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefOnsetHours:
      | {
          /**
           * Format: double
           * @description The median of the hours to the check-in before it.
           */
          earliest: number;
          /**
           * Format: double
           * @description The median of the hours to the first check-in that was a response.
           */
          median: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefRoutes:
      | {
          /**
           * Format: double
           * @description The median difference of their improvements, first minus second, in percent of the baseline.
           */
          difference: number;
          /** @description The route that was used first. */
          first: components['schemas']['Route'];
          /**
           * Format: double
           * @description The two-sided p-value, by the difference of means.
           */
          p: number;
          /** @description The other one. */
          second: components['schemas']['Route'];
          /** @description How many treatments there are of the first and of the second. */
          treatments: number[];
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefShorter:
      | {
          /** @description How many of them were lost. */
          lost: number;
          /**
           * Format: double
           * @description The two-sided p-value: the share of all orders that are at least as far from 0.
           */
          p: number;
          /** @description How many pairs there are whose order is certain. */
          pairs: number;
          /**
           * Format: double
           * @description (longer − shorter) ÷ `pairs`, −1 to 1: negative is getting shorter.
           */
          tau: number;
          /** @description How many reliefs there are. */
          treatments: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefSinceFirstDays:
      | {
          /**
           * Format: double
           * @description The mean of the first three days with an entry that lie within a week: a burden in points.
           */
          first: number;
          /**
           * Format: date
           * @description The local date of the first of them.
           */
          first_date: string;
          /**
           * Format: double
           * @description The mean of the days with an entry among the seven that end with the latest entry: a burden in points.
           */
          latest: number;
          /**
           * Format: date
           * @description The local date of the latest entry.
           */
          latest_date: string;
          /** @description How many days those are, 3 to 7. */
          latest_days: number;
          /**
           * Format: double
           * @description By how many points the latest days are better; negative is worse.
           */
          points: number;
          /**
           * Format: double
           * @description The probability that they are better, 0 to 1, as section 6 has it of the days before and after.
           */
          probability: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_ReliefWeek:
      | {
          /** @description How much better that is than the course's baseline. */
          baseline: components['schemas']['Figure_ReliefImprovement'];
          /** @description How many lag days have a value, 3 to 7. */
          days: number;
          /** @description How the same lag days were after earlier treatments. */
          earlier: components['schemas']['Figure_ReliefEarlierDays'];
          /**
           * Format: double
           * @description The mean of the lag-day values: a burden in points.
           */
          mean: number;
        }
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /**
     * @description A figure, or the reason why there is none.
     *
     *     Serialises as the figure itself, or as `{"reason": "…"}` in its place.
     */
    Figure_f64:
      | number
      | {
          /** @description Why not. */
          reason: components['schemas']['ReliefReason'];
        };
    /** @description The figures of a column. */
    Figures: {
      /** @description How many have decimals, and would be rounded. */
      decimals: number;
      /**
       * Format: double
       * @description The highest that is there.
       */
      highest: number;
      /**
       * Format: double
       * @description The lowest that is there.
       */
      lowest: number;
      /**
       * Format: int32
       * @description The highest that was possible, as a proposal.
       */
      max: number;
      /**
       * Format: int32
       * @description The lowest that was possible, as a proposal.
       */
      min: number;
      polarity?: components['schemas']['Polarity'] | null;
    };
    /** @description What is wrong with one place of a file. */
    FileFault: components['schemas']['LineFault'] | components['schemas']['Fault'];
    /** @description One file, within the manifest or at a location of its own. */
    HealthLinkFile: {
      /** @example application/fhir+json */
      contentType: string;
      embedded?: string | null;
      /** @example 4.0.1 */
      fhirVersion: string;
      location?: string | null;
    };
    /** @description The highest blood pressure of all the treatments that are shown. */
    HighestPressure: {
      /**
       * Format: int32
       * @description Diastolic, 30–300 mmHg.
       */
      diastolic: number;
      /**
       * Format: date
       * @description The date of its treatment, where that was given.
       */
      local_date: string;
      /**
       * Format: int32
       * @description Systolic, 30–300 mmHg.
       */
      systolic: number;
    };
    /**
     * @description One check-in of the first 48 hours.
     *
     *     The definitions of relief, section 5.
     */
    HourPoint: {
      /**
       * Format: double
       * @description Hours since the treatment: above 0, at most 48.
       */
      hours: number;
      /**
       * Format: double
       * @description Its improvement on the course's baseline, in percent.
       */
      improvement_percent: number;
    };
    /** @description The shape of a refused import in the API document: a table's faults have lines, a document's have pointers. */
    ImportProblem: {
      code: string;
      detail: string;
      /** @description Everything wrong with the file, or the first of it. */
      errors: components['schemas']['FileFault'][];
      params: Record<string, unknown>;
      /** Format: int32 */
      status: number;
      title: string;
      type: string;
    };
    /** @description What an import did, in records. */
    Imported: {
      /** @description New in the journal. */
      imported: number;
      /** @description There already, but otherwise: the journal's own version was kept. */
      kept: number;
      /** @description There already, just so. */
      unchanged: number;
      /** @description There already, and has further readings now, or the file's version in its place. Absent when there is none. */
      updated?: number;
    };
    /** @description Everything in an account. */
    JournalDocument: {
      /** @description Records that cannot be read and are missing here; absent where there are none. An import passes over them. */
      damaged?: components['schemas']['DamagedRecord'][];
      /** @example afterglow */
      format: string;
      /** @description What the patient chose. A file without it changes nothing of that. */
      profile?: components['schemas']['JournalProfile'];
      /** @description Measures first, then by time. */
      records: components['schemas']['JournalEntry'][];
      /** Format: int32 */
      version: number;
    };
    /** @description One record with its id. */
    JournalEntry:
      | components['schemas']['CheckInJournalEntry']
      | components['schemas']['TreatmentJournalEntry']
      | components['schemas']['LifeEventJournalEntry']
      | components['schemas']['OwnMeasureJournalEntry']
      | components['schemas']['QuestionnaireJournalEntry']
      | components['schemas']['QuestionnaireResponseJournalEntry']
      | components['schemas']['SafetyPlanJournalEntry'];
    /** @description What the patient chose, as a file tells it. What is absent changes nothing. */
    JournalProfile: {
      /** @description What they are treated for. */
      conditions?: components['schemas']['Condition'][];
      /**
       * @description Where they live, for the crisis lines.
       * @example DE
       */
      country?: string | null;
      /** @description The two measures that the hours after a treatment ask first. */
      first_hours?: string[];
      /** @description The measures they answer, in the order in which they are shown. */
      measures?: string[];
      /** @description The questionnaires they answer every week or two. */
      questionnaires?: components['schemas']['RegularQuestionnaire'][];
      reminders?: components['schemas']['ReminderChoice'] | null;
    };
    /**
     * @description The kind of a record.
     * @enum {string}
     */
    Kind:
      | 'check_in'
      | 'treatment'
      | 'event'
      | 'measure'
      | 'questionnaire'
      | 'questionnaire_response'
      | 'safety_plan';
    /** @description What would become of the records of one kind. */
    KindOutcome: {
      /** @description New in the journal. */
      imported: number;
      /** @description There already, but otherwise: the journal's own version stays. */
      kept: number;
      /** @description Which kind. */
      kind: components['schemas']['Kind'];
      /** @description There already, just so. */
      unchanged: number;
      /** @description There, with further readings to be added, or to be replaced by the file's version. */
      updated: number;
    };
    /** @description A questionnaire, what its totals mean, and what it asks. */
    KnownQuestionnaire: {
      cut_off: components['schemas']['CutOff'] | null;
      form: components['schemas']['QuestionnaireForm'] | null;
      id: components['schemas']['Questionnaire'];
      /** @description How many of its items count. */
      items: number;
      /** @description LOINC's code of the total, where it could be confirmed. */
      loinc: string | null;
      /**
       * Format: double
       * @description The highest total; the lowest is 0.
       */
      max: number;
      /**
       * Format: double
       * @description The change, in points, that a person notices.
       */
      meaningful_change: number | null;
      /**
       * @description What it is called everywhere.
       * @example PHQ-9
       */
      name: string;
      /** @description Which end is the bad one. */
      polarity: components['schemas']['Polarity'];
      /**
       * Format: double
       * @description The drop since an earlier total, in percent of it, that counts as a response.
       */
      response_percent: number | null;
      /** @description What totals are called by how severe symptoms are, from the lowest; empty where nobody has defined it. */
      severity_bands: components['schemas']['QuestionnaireSeverityBand'][];
      source: components['schemas']['QuestionnaireSource'] | null;
      /** @description What the name stands for. */
      title: string;
      /** @description How the total follows from the items. */
      totalling: components['schemas']['Totalling'];
    };
    /** @description A measure as it has been lately, in scores: for what a reader must not overlook, whether a treatment eased it or not. */
    Lately: {
      /** @description How many of the 14 days have a score, 0 to 14. */
      days: number;
      /** @description The last seven of them. */
      last_seven: components['schemas']['Figure_DaysMean'];
      latest?: components['schemas']['ScoreAt'] | null;
      /** @description The seven before. */
      seven_before: components['schemas']['Figure_DaysMean'];
      /**
       * Format: date
       * @description The last of the 14 local dates that are looked at.
       */
      until: string;
      worst?: components['schemas']['ScoreAt'] | null;
    };
    /** @description A medication change, a therapy session, something that happened. */
    LifeEvent: {
      /**
       * Format: date-time
       * @description RFC 3339 with the offset at which it was made.
       * @example 2026-03-10T20:00:00+01:00
       */
      at?: string | null;
      /** @description What sort of event. */
      category: components['schemas']['Category'];
      /**
       * Format: date
       * @description A day without a time.
       * @example 2026-03-10
       */
      date?: string | null;
      /** @description More about it. */
      note?: string | null;
      /** @description A few words for the mark on the chart. */
      title: string;
    };
    /** @description What became of a record, as sync tells it: its body, or that it was deleted. */
    LifeEventChange: {
      body?: components['schemas']['LifeEvent'];
      /**
       * @description Whether its body is stored, but cannot be opened or read; in `current` of a conflict alone. What is written
       *     with its revision takes its place.
       */
      damaged?: boolean;
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'event';
      /**
       * Format: int64
       * @description The revision in which this came to be.
       */
      revision: number;
    };
    /** @description Why something was refused (RFC 9457). Some codes bring members of their own, which schemas beside this one have. */
    LifeEventChangedElsewhereProblem: {
      /**
       * @description Stable name of the problem, for programs.
       * @example invalid_body
       */
      code: string;
      /** @description What is stored now, as reading it answers; null where it is gone. */
      current?:
        components['schemas']['StoredLifeEvent'] | components['schemas']['LifeEventChange'] | null;
      /** @description What went wrong, in English. */
      detail: string;
      /**
       * @description What is wrong with a body, each with its place, the first hundred: with `invalid_body`. `faults` of `params` is
       *     how many there are.
       */
      errors?: components['schemas']['Fault'][];
      /** @description What a sentence about it needs to know, as limits and numbers. */
      params: Record<string, unknown>;
      /**
       * Format: date-time
       * @description When the server went back to an older database, if ever: with a refusal to sign in.
       */
      restored_at?: string;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The status in words. */
      title: string;
      /** @description Always `about:blank`: the code tells problems apart. */
      type: string;
    };
    /** @description One record with its id. */
    LifeEventJournalEntry: {
      body: components['schemas']['LifeEvent'];
      /** Format: uuid */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'event';
    };
    /** @description A write as sent, before body and kind are seen together. */
    LifeEventOfflineWrite: {
      /**
       * Format: int64
       * @description The revision of this record that the device last saw; 0 when it made the record.
       */
      base_revision?: number;
      body?: components['schemas']['LifeEvent'];
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /** Format: uuid */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'event';
    };
    /** @description What is wrong with one line of a file. */
    LineFault: {
      /**
       * @description Stable name of what is wrong, for programs. There may be new ones at any time: `detail` says them in English.
       * @example whole_number
       */
      code: string;
      /** @description The column, as the file names it. */
      column?: string | null;
      /**
       * @description What was expected there, in English.
       * @example expected a whole number from 0 to 10
       */
      detail: string;
      /**
       * Format: int64
       * @description The line, from 1; 0 for the file as a whole.
       */
      line: number;
      /** @description What a sentence about it needs to know: numbers, names, lists of what would have been taken. */
      params: Record<string, unknown>;
    };
    /**
     * @description A language tag (BCP 47), as `de` or `en-GB`.
     * @example en-GB
     */
    Locale: string;
    /**
     * @description What a column holds.
     * @enum {string}
     */
    Looks: 'date' | 'time' | 'score' | 'note' | 'tags' | 'other';
    /** @description Where reminders are to go by mail. */
    MailForm: {
      /**
       * @description The address.
       * @example ada@mail.example
       */
      address: string;
    };
    /** @description Whether and where reminders go by mail. */
    MailState: {
      /** @description Where they go; null while there is no address. */
      address: string | null;
      /** @description Whether the code that was sent there has come back. No reminder goes there before. */
      confirmed: boolean;
      /** @description Whether this server can send mails. */
      offered: boolean;
    };
    /** @description The files of a link, the newest first. */
    Manifest: {
      files: components['schemas']['HealthLinkFile'][];
      /**
       * @description Whether the files can change: `can-change`.
       * @example can-change
       */
      status: string;
    };
    /** @description Who asks for a manifest. Members that this server does not know are passed over, as the specification asks. */
    ManifestRequest: {
      /**
       * Format: int64
       * @description The longest file that the recipient takes within the manifest, in characters.
       */
      embeddedLengthMax?: number | null;
      passcode?: components['schemas']['Secret'] | null;
      /** @description Who receives it, for the patient to read. */
      recipient: string;
    };
    /** @description A measure: built-in or one's own. */
    Measure: {
      /** @description Whom it is offered to first; empty when to all. */
      conditions: components['schemas']['Condition'][];
      high_label: string | null;
      id: string;
      low_label: string | null;
      /** Format: int32 */
      max: number;
      /** Format: int32 */
      min: number;
      /** @description Whether the patient made it. */
      own: boolean;
      polarity: components['schemas']['Polarity'];
      purpose: components['schemas']['Purpose'];
      question: string;
      /**
       * Format: int64
       * @description The revision of one's own measure; null for a built-in one.
       */
      revision: number | null;
      /**
       * Format: int32
       * @description The version of a built-in measure's words, from 1: a check-in keeps in `asked` which one it was answered in.
       *     Absent for one's own.
       */
      version?: number | null;
    };
    /** @description A measure's id and scale. */
    MeasureScale: {
      id: string;
      /** Format: int32 */
      max: number;
      /** Format: int32 */
      min: number;
      polarity: components['schemas']['Polarity'];
    };
    /** @description Every measure that a journal knows. */
    Measures: {
      /** @description Those of one's own that cannot be read; absent where there are none. */
      damaged?: components['schemas']['DamagedRecord'][];
      items: components['schemas']['Measure'][];
    };
    /** @description A mood as somebody named it. */
    Mood: {
      label: string;
      /**
       * Format: int32
       * @description From 1, the worst, to 5, the best; absent while nobody said.
       */
      score?: number | null;
    };
    /** @description A new feed. Its address is answered this once. */
    NewFeed: {
      /**
       * @description What a calendar subscribes to: whoever has it sees the times, and nothing else.
       * @example https://journal.example/api/v1/calendar/…
       */
      url: string;
    };
    /** @description A new share. The secrets in it are answered this once. */
    NewLink: {
      /** Format: date-time */
      created_at: string;
      /** @description A SMART Health Link to the file itself, for systems that know no manifest; none with a passcode. */
      direct_link: string | null;
      /** Format: date-time */
      expires_at: string;
      /** Format: uuid */
      id: string;
      /** @description What is shown beside scores. */
      include: components['schemas']['ShareInclude'];
      /** @description Whom or what the link is for, in the patient's words. */
      label: string;
      /**
       * @description What its documents are written in, unless a visitor asks for another; the patient's language where none is named.
       * @example de
       */
      language?: string | null;
      /** @description Whether a visitor would see anything now. */
      live: boolean;
      /** @description The measures shown, in order. */
      measures: string[];
      /** @description Whether visitors are asked for a passcode. */
      passcode: boolean;
      patient?: components['schemas']['SharePatient'] | null;
      /** @description The days shown. */
      range: components['schemas']['ShareRange'];
      /**
       * Format: date-time
       * @description When the patient ended it; null while it lives.
       */
      revoked_at: string | null;
      /**
       * @description The share as a SMART Health Link, for a clinic's own system.
       * @example shlink:/…
       */
      smart_health_link: string;
      /** @description The secret of the link, for `Authorization: Share …`. */
      token: string;
      /**
       * @description The link: its secret is in the fragment, which browsers keep to themselves.
       * @example https://journal.example/s#…
       */
      url: string;
      /**
       * @description The SMART Health Link as an address that opens in a browser too.
       * @example https://journal.example/s#shlink:/…
       */
      viewer_url: string;
    };
    /** @description A new recovery code: shown this once. */
    NewRecoveryCode: {
      /** @example 7Q2KX-0M4RB-V9T1C-HZ8DN */
      recovery_code: string;
    };
    /** @description A link that someone asks for. */
    NewShare: {
      /**
       * Format: int64
       * @description For how many days the link works, 1 to 365; 30 unless told.
       * @default 30
       */
      expires_in_days?: number;
      /** @description What to show beside scores. */
      include?: components['schemas']['ShareInclude'];
      /** @description Whom or what the link is for. */
      label: string;
      /**
       * @description What its documents are written in, as `de`: a language of the app; the patient's where none is named.
       * @example de
       */
      language?: string | null;
      /** @description The measures to show, in order; at least one. */
      measures: string[];
      /**
       * Format: password
       * @description What a visitor must know beside the link, 4 to 64 characters.
       */
      passcode?: string | null;
      patient?: components['schemas']['SharePatient'] | null;
      /** @description The days to show; all of them unless told. */
      range?: components['schemas']['ShareRange'];
    };
    /** @description A write as sent, before body and kind are seen together. */
    OfflineWrite:
      | components['schemas']['CheckInOfflineWrite']
      | components['schemas']['TreatmentOfflineWrite']
      | components['schemas']['LifeEventOfflineWrite']
      | components['schemas']['OwnMeasureOfflineWrite']
      | components['schemas']['QuestionnaireOfflineWrite']
      | components['schemas']['QuestionnaireResponseOfflineWrite']
      | components['schemas']['SafetyPlanOfflineWrite'];
    /** @description How one write of a batch fared. */
    Outcome:
      | {
          /** @description The record. */
          id: string;
          /**
           * Format: int64
           * @description Its revision now.
           */
          revision: number;
          /** @enum {string} */
          status: 'applied';
        }
      | {
          /** @description What is stored. */
          current: components['schemas']['Change'];
          /** @description The record. */
          id: string;
          /** @enum {string} */
          status: 'conflict';
        };
    /** @description A measure of the patient's own: any integer range of 2 to 101 steps, either polarity. */
    OwnMeasure: {
      /** @description What the highest score stands for. */
      high_label?: string | null;
      /** @description What the lowest score stands for. */
      low_label?: string | null;
      /**
       * Format: int32
       * @description The highest score, 1 to 100 above the lowest.
       */
      max: number;
      /**
       * Format: int32
       * @description The lowest score.
       */
      min: number;
      /** @description Which end is the bad one. */
      polarity: components['schemas']['Polarity'];
      /** @description The question, as the patient words it. */
      question: string;
    };
    /** @description What became of a record, as sync tells it: its body, or that it was deleted. */
    OwnMeasureChange: {
      body?: components['schemas']['OwnMeasure'];
      /**
       * @description Whether its body is stored, but cannot be opened or read; in `current` of a conflict alone. What is written
       *     with its revision takes its place.
       */
      damaged?: boolean;
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /** @description Its id. */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'measure';
      /**
       * Format: int64
       * @description The revision in which this came to be.
       */
      revision: number;
    };
    /** @description Why something was refused (RFC 9457). Some codes bring members of their own, which schemas beside this one have. */
    OwnMeasureChangedElsewhereProblem: {
      /**
       * @description Stable name of the problem, for programs.
       * @example invalid_body
       */
      code: string;
      /** @description What is stored now, as reading it answers; null where it is gone. */
      current?:
        | components['schemas']['StoredOwnMeasure']
        | components['schemas']['OwnMeasureChange']
        | null;
      /** @description What went wrong, in English. */
      detail: string;
      /**
       * @description What is wrong with a body, each with its place, the first hundred: with `invalid_body`. `faults` of `params` is
       *     how many there are.
       */
      errors?: components['schemas']['Fault'][];
      /** @description What a sentence about it needs to know, as limits and numbers. */
      params: Record<string, unknown>;
      /**
       * Format: date-time
       * @description When the server went back to an older database, if ever: with a refusal to sign in.
       */
      restored_at?: string;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The status in words. */
      title: string;
      /** @description Always `about:blank`: the code tells problems apart. */
      type: string;
    };
    /** @description One record with its id. */
    OwnMeasureJournalEntry: {
      body: components['schemas']['OwnMeasure'];
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'measure';
    };
    /** @description A write as sent, before body and kind are seen together. */
    OwnMeasureOfflineWrite: {
      /**
       * Format: int64
       * @description The revision of this record that the device last saw; 0 when it made the record.
       */
      base_revision?: number;
      body?: components['schemas']['OwnMeasure'];
      /** @description Whether it was deleted. */
      deleted?: boolean;
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'measure';
    };
    /** @description A page of records, in order of time. */
    PageOfCheckIns: {
      /** @description Those of this page that cannot be read; absent where there are none. */
      damaged?: components['schemas']['DamagedRecord'][];
      items: components['schemas']['StoredCheckIn'][];
      /** @description Where the next page begins, as `after`; null on the last page. */
      next: string | null;
    };
    /** @description A page of records, in order of time. */
    PageOfLifeEvents: {
      /** @description Those of this page that cannot be read; absent where there are none. */
      damaged?: components['schemas']['DamagedRecord'][];
      items: components['schemas']['StoredLifeEvent'][];
      /** @description Where the next page begins, as `after`; null on the last page. */
      next: string | null;
    };
    /** @description A page of records, in order of time. */
    PageOfQuestionnaireResponses: {
      /** @description Those of this page that cannot be read; absent where there are none. */
      damaged?: components['schemas']['DamagedRecord'][];
      items: components['schemas']['StoredQuestionnaireResponse'][];
      /** @description Where the next page begins, as `after`; null on the last page. */
      next: string | null;
    };
    /** @description A page of records, in order of time. */
    PageOfTreatments: {
      /** @description Those of this page that cannot be read; absent where there are none. */
      damaged?: components['schemas']['DamagedRecord'][];
      items: components['schemas']['StoredTreatment'][];
      /** @description Where the next page begins, as `after`; null on the last page. */
      next: string | null;
    };
    /** @description Why something was refused (RFC 9457). Some codes bring members of their own, which schemas beside this one have. */
    PasscodeProblem: {
      /**
       * @description Stable name of the problem, for programs.
       * @example invalid_body
       */
      code: string;
      /** @description What went wrong, in English. */
      detail: string;
      /**
       * @description What is wrong with a body, each with its place, the first hundred: with `invalid_body`. `faults` of `params` is
       *     how many there are.
       */
      errors?: components['schemas']['Fault'][];
      /** @description What a sentence about it needs to know, as limits and numbers. */
      params: Record<string, unknown>;
      /**
       * Format: int64
       * @description How many tries are left: with `passcode_required` and `wrong_passcode`. SMART Health Links name it so.
       */
      remainingAttempts?: number;
      /**
       * Format: date-time
       * @description When the server went back to an older database, if ever: with a refusal to sign in.
       */
      restored_at?: string;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The status in words. */
      title: string;
      /** @description Always `about:blank`: the code tells problems apart. */
      type: string;
    };
    /** @description A password, given again. */
    Password: {
      /** @description As typed. */
      password: components['schemas']['Secret'];
    };
    /** @description A new password, and the present one as proof. */
    PasswordChange: {
      current_password: components['schemas']['Secret'];
      /** Format: password */
      new_password: string;
    };
    /**
     * @description Which end of a measure's range is the bad one.
     * @enum {string}
     */
    Polarity: 'higher_is_worse' | 'higher_is_better';
    /** @description One reading, in millimetres of mercury. */
    Pressure: {
      /**
       * Format: int32
       * @description Diastolic, 30–300 mmHg.
       */
      diastolic: number;
      /**
       * Format: int32
       * @description Systolic, 30–300 mmHg.
       */
      systolic: number;
    };
    /** @description What an import would do, told before it does it. */
    Preview: {
      /** @description The app's name. */
      app: string;
      /** @description Entries that are otherwise in the journal: changed there since they were brought in, or here. At most 100. */
      changed: components['schemas']['ChangedEntry'][];
      /** @description How many check-ins the file holds. How many entries of the other kinds, `outcomes` tells. */
      check_ins: number;
      /** @description The columns of a table, which `columns` says the meaning of. */
      columns: components['schemas']['Column'][];
      /** @description What has no place here. */
      dropped: components['schemas']['Counted'][];
      /** @description Instead of the file, for fifteen minutes; absent on the command line. */
      file?: string | null;
      /** @description The first check-ins of the file, as they would be. */
      first: components['schemas']['CheckIn'][];
      /** @description The app whose file it is, as `format` names it. */
      format: string;
      /**
       * Format: date
       * @description The first and the last day of all its entries.
       */
      from: string | null;
      /** @description Which of its files, and of which time; absent for a table. */
      generation?: string | null;
      /**
       * Format: int64
       * @description The line of a table that is taken for the one that names them.
       */
      header?: number | null;
      /** @description The measures that are made for its scores. */
      measures: components['schemas']['PreviewedMeasure'][];
      /** @description Medicines that may be kept as treatments, if `treatments` names them. */
      medicines: components['schemas']['Counted'][];
      /** @description The moods in the file. Those without a score must be given one (`moods`) before the file can be imported. */
      moods: components['schemas']['Mood'][];
      /** @description What must still be said before the file can be imported, in English. */
      open: string[];
      /** @description The same by codes. */
      open_faults: components['schemas']['Refusal'][];
      /** @description What would become of them, kind by kind; empty while something must still be said. */
      outcomes: components['schemas']['KindOutcome'][];
      /** @description What is kept to the nearest whole number. */
      rounded: components['schemas']['Counted'][];
      /** Format: date */
      to: string | null;
    };
    /** @description A measure of a file. */
    PreviewedMeasure: {
      id: string;
      /** Format: int32 */
      max: number;
      /** Format: int32 */
      min: number;
      /** @description Which end is the bad one: as the app tells, else as the measure's name does, else the higher is the better. */
      polarity: components['schemas']['Polarity'];
      question: string;
    };
    /** @description Why something was refused (RFC 9457). Some codes bring members of their own, which schemas beside this one have. */
    Problem: {
      /**
       * @description Stable name of the problem, for programs.
       * @example invalid_body
       */
      code: string;
      /** @description What went wrong, in English. */
      detail: string;
      /**
       * @description What is wrong with a body, each with its place, the first hundred: with `invalid_body`. `faults` of `params` is
       *     how many there are.
       */
      errors?: components['schemas']['Fault'][];
      /** @description What a sentence about it needs to know, as limits and numbers. */
      params: Record<string, unknown>;
      /**
       * Format: date-time
       * @description When the server went back to an older database, if ever: with a refusal to sign in.
       */
      restored_at?: string;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The status in words. */
      title: string;
      /** @description Always `about:blank`: the code tells problems apart. */
      type: string;
    };
    /** @description What a patient chose for their journal. Sealed like a record: the measures tell the illness. */
    Profile: {
      /** @description What they are treated for. */
      conditions: components['schemas']['Condition'][];
      /**
       * @description Where they live, for the crisis lines.
       * @example DE
       */
      country: string | null;
      /** @description The two measures that the hours after a treatment ask first; without them the first two of `measures`. */
      first_hours?: string[];
      /** @description The measures they answer, in the order in which they are shown. */
      measures: string[];
      /** @description The questionnaires they answer every week or two. */
      questionnaires?: components['schemas']['RegularQuestionnaire'][];
      reminders?: components['schemas']['Reminders'] | null;
    };
    /**
     * @description Whether a measure tells of relief or only watches over a session.
     * @enum {string}
     */
    Purpose: 'symptom' | 'safety';
    /** @description What browsers make subscriptions for. */
    PushKey: {
      /** @description The public key on P-256, in base64url: `applicationServerKey`. */
      public_key: string;
      /**
       * Format: int32
       * @description Which of the server's keys it belongs to.
       */
      version: number;
    };
    /** @description The browser's keys (RFC 8291, section 2), in base64url. */
    PushKeys: {
      /** @description The secret that it shares with whoever may send to it. */
      auth: string;
      /** @description Its public key on P-256. */
      p256dh: string;
    };
    /** @description What a browser made: the address at its push service, and the keys to encrypt for it. */
    PushSubscription: {
      /**
       * @description The address of this browser at its push service: https, by name.
       * @example https://push.example/7f1c
       */
      endpoint: string;
      /**
       * Format: int32
       * @description Which of the server's keys it was made for, as `/push/key` said.
       */
      key_version: number;
      /** @description The browser's keys. */
      keys: components['schemas']['PushKeys'];
    };
    /**
     * @description A questionnaire whose totals a journal can keep.
     * @enum {string}
     */
    Questionnaire: 'phq_9' | 'gad_7' | 'pcl_5' | 'peg' | 'qids_sr16' | 'who_5' | 'asrm';
    /** @description What became of a record, as sync tells it: its body, or that it was deleted. */
    QuestionnaireChange: {
      body?: components['schemas']['FhirQuestionnaire'];
      /**
       * @description Whether its body is stored, but cannot be opened or read; in `current` of a conflict alone. What is written
       *     with its revision takes its place.
       */
      damaged?: boolean;
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /** @description Its id. */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'questionnaire';
      /**
       * Format: int64
       * @description The revision in which this came to be.
       */
      revision: number;
    };
    /** @description One of a question's answers. */
    QuestionnaireChoice: {
      /** @description The name under which it is kept. */
      code: string;
      /**
       * Format: int32
       * @description What it counts; none where its question does not.
       */
      score: number | null;
      /** @description Its words. */
      text: string;
    };
    /** @description What is known of a questionnaire without its wording. */
    QuestionnaireDefinition: {
      cut_off: components['schemas']['CutOff'] | null;
      /** @description How many of its items count. */
      items: number;
      /** @description LOINC's code of the total, where it could be confirmed. */
      loinc: string | null;
      /**
       * Format: double
       * @description The highest total; the lowest is 0.
       */
      max: number;
      /**
       * Format: double
       * @description The change, in points, that a person notices.
       */
      meaningful_change: number | null;
      /**
       * @description What it is called everywhere.
       * @example PHQ-9
       */
      name: string;
      /** @description Which end is the bad one. */
      polarity: components['schemas']['Polarity'];
      /**
       * Format: double
       * @description The drop since an earlier total, in percent of it, that counts as a response.
       */
      response_percent: number | null;
      /** @description What totals are called by how severe symptoms are, from the lowest; empty where nobody has defined it. */
      severity_bands: components['schemas']['QuestionnaireSeverityBand'][];
      /** @description What the name stands for. */
      title: string;
      /** @description How the total follows from the items. */
      totalling: components['schemas']['Totalling'];
    };
    /** @description What a questionnaire asks. */
    QuestionnaireForm: {
      /** @description Who owns the wording, and what may be done with it. */
      copyright: string | null;
      /** @description The questions, in order. */
      items: components['schemas']['QuestionnaireItem'][];
      /** @description Its language, where the file tells. */
      language: string | null;
      /** @description Who published the file. */
      publisher: string | null;
      /** @description What the file calls it. */
      title: string | null;
    };
    /** @description One question. */
    QuestionnaireItem: {
      /** @description What can be answered. */
      choices: components['schemas']['QuestionnaireChoice'][];
      /** @description What is said before it, often common to several questions. */
      lead: string | null;
      /** @description The name under which its answer is kept. */
      link_id: string;
      /**
       * @description Of the parts that are totalled, the one that it counts in, from 0; none when it does not count. Of the
       *     questions of one part the highest score counts, and one must be answered.
       */
      part: number | null;
      /** @description Whether it asks about thoughts of death or of harming oneself: then any score above 0 matters. */
      self_harm: boolean;
      /** @description The question. */
      text: string;
    };
    /** @description One record with its id. */
    QuestionnaireJournalEntry: {
      body: components['schemas']['FhirQuestionnaire'];
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'questionnaire';
    };
    /** @description A write as sent, before body and kind are seen together. */
    QuestionnaireOfflineWrite: {
      /**
       * Format: int64
       * @description The revision of this record that the device last saw; 0 when it made the record.
       */
      base_revision?: number;
      body?: components['schemas']['FhirQuestionnaire'];
      /** @description Whether it was deleted. */
      deleted?: boolean;
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'questionnaire';
    };
    /** @description A questionnaire that was answered. */
    QuestionnaireResponse: {
      /** @description The answers themselves, where they were given to the questions of an imported form. */
      answers?: components['schemas']['Answers'];
      /**
       * Format: date-time
       * @description RFC 3339 with the offset at which it was made.
       * @example 2026-03-10T20:00:00+01:00
       */
      at?: string | null;
      /**
       * Format: date
       * @description A day without a time.
       * @example 2026-03-10
       */
      date?: string | null;
      /** @description Which one. */
      questionnaire: components['schemas']['Questionnaire'];
      /**
       * Format: double
       * @description What the answers came to, in points of the questionnaire. May be left out where `answers` tell; a stored
       *     response always has it.
       */
      total?: number | null;
    };
    /** @description What became of a record, as sync tells it: its body, or that it was deleted. */
    QuestionnaireResponseChange: {
      body?: components['schemas']['QuestionnaireResponse'];
      /**
       * @description Whether its body is stored, but cannot be opened or read; in `current` of a conflict alone. What is written
       *     with its revision takes its place.
       */
      damaged?: boolean;
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'questionnaire_response';
      /**
       * Format: int64
       * @description The revision in which this came to be.
       */
      revision: number;
    };
    /** @description Why something was refused (RFC 9457). Some codes bring members of their own, which schemas beside this one have. */
    QuestionnaireResponseChangedElsewhereProblem: {
      /**
       * @description Stable name of the problem, for programs.
       * @example invalid_body
       */
      code: string;
      /** @description What is stored now, as reading it answers; null where it is gone. */
      current?:
        | components['schemas']['StoredQuestionnaireResponse']
        | components['schemas']['QuestionnaireResponseChange']
        | null;
      /** @description What went wrong, in English. */
      detail: string;
      /**
       * @description What is wrong with a body, each with its place, the first hundred: with `invalid_body`. `faults` of `params` is
       *     how many there are.
       */
      errors?: components['schemas']['Fault'][];
      /** @description What a sentence about it needs to know, as limits and numbers. */
      params: Record<string, unknown>;
      /**
       * Format: date-time
       * @description When the server went back to an older database, if ever: with a refusal to sign in.
       */
      restored_at?: string;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The status in words. */
      title: string;
      /** @description Always `about:blank`: the code tells problems apart. */
      type: string;
    };
    /** @description One record with its id. */
    QuestionnaireResponseJournalEntry: {
      body: components['schemas']['QuestionnaireResponse'];
      /** Format: uuid */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'questionnaire_response';
    };
    /** @description A write as sent, before body and kind are seen together. */
    QuestionnaireResponseOfflineWrite: {
      /**
       * Format: int64
       * @description The revision of this record that the device last saw; 0 when it made the record.
       */
      base_revision?: number;
      body?: components['schemas']['QuestionnaireResponse'];
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /** Format: uuid */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'questionnaire_response';
    };
    /**
     * @description How severe symptoms are.
     * @enum {string}
     */
    QuestionnaireSeverity: 'minimal' | 'mild' | 'moderate' | 'moderately_severe' | 'severe';
    /** @description The totals from one on, to where the next band begins. */
    QuestionnaireSeverityBand: {
      /**
       * Format: double
       * @description The lowest total of it, in points.
       */
      from: number;
      /** @description What its totals are called. */
      severity: components['schemas']['QuestionnaireSeverity'];
    };
    /**
     * @description Who brought a form.
     * @enum {string}
     */
    QuestionnaireSource: 'own' | 'server';
    /** @description Every questionnaire whose totals a journal can keep. */
    Questionnaires: {
      items: components['schemas']['KnownQuestionnaire'][];
    };
    /** @description Hours of every day in which nothing is sent, from the first minute up to the last, over midnight too. */
    QuietHours: {
      /**
       * @description From this time on.
       * @example 22:00
       */
      from: string;
      /**
       * @description Up to this time, which is not quiet any more.
       * @example 07:00
       */
      to: string;
    };
    /** @description A measure of a long table, and what its scores look like. */
    Reading: {
      figures?: components['schemas']['Figures'] | null;
      /** @description Its name, by which what is said of the column knows it. */
      name: string;
    };
    /** @description The body of a record of any kind: what its owner alone can read. */
    RecordBody:
      | components['schemas']['CheckIn']
      | components['schemas']['Treatment']
      | components['schemas']['LifeEvent']
      | components['schemas']['OwnMeasure']
      | components['schemas']['QuestionnaireResponse']
      | components['schemas']['FhirQuestionnaire']
      | components['schemas']['SafetyPlan'];
    /** @description The recovery code, and the password to set by it. */
    Recovery: {
      /** Format: password */
      new_password: string;
      recovery_code: components['schemas']['Secret'];
      username: components['schemas']['Username'];
    };
    /** @description The shape of a refusal in the API document. */
    Refusal: {
      /**
       * @description Stable name of what is wrong, for programs. There may be new ones at any time: `detail` says them in English.
       * @example whole_number
       */
      code: string;
      /**
       * @description What was expected there, in English.
       * @example expected a whole number from 0 to 10
       */
      detail: string;
      /** @description What a sentence about it needs to know: numbers, names, lists of what would have been taken. */
      params: Record<string, unknown>;
    };
    /** @description A questionnaire that is answered every week, or every two. */
    RegularQuestionnaire: {
      /**
       * Format: int32
       * @description How many days after the last answer it is due: 7 or 14.
       */
      every_days: number;
      /** @description Which one. */
      questionnaire: components['schemas']['Questionnaire'];
    };
    /** @description How fast relief came after each treatment, how long it lasted, and how sure that is. */
    ReliefAnswer: {
      /** @description The mean of the treatments' curves. */
      aligned: components['schemas']['AlignedDay'][];
      /** @description The courses, in order of time. */
      courses: components['schemas']['ReliefCourse'][];
      /** @description Check-ins, treatments and events that cannot be read and count for nothing here; absent where there are none. */
      damaged?: components['schemas']['DamagedRecord'][];
      /** @description How many days are left of the present relief, by the earlier ones. */
      days_left: components['schemas']['Figure_ReliefDaysLeft'];
      /** @description What is said first. */
      headline: components['schemas']['ReliefHeadline'];
      measure: components['schemas']['MeasureScale'];
      /** @description Where the person is now. */
      now: components['schemas']['ReliefNow'];
      /** @description What many treatments say together. */
      over_treatments: components['schemas']['ReliefOverTreatments'];
      parameters: components['schemas']['ReliefParameters'];
      /** @description How long relief lasted, over the treatments with relief of stated courses. */
      relief_curve: components['schemas']['ReliefCurve'];
      /**
       * Format: int64
       * @description The revision of the journal that this was read from.
       */
      revision: number;
      since_first_days?: components['schemas']['Figure_ReliefSinceFirstDays'] | null;
      /** @description The figures that are put into words. */
      summary: components['schemas']['ReliefSummary'];
      /** @description The treatments, planned ones too, in order of time. */
      treatments: components['schemas']['ReliefTreatment'][];
      /**
       * @description The words of a built-in measure that its scores were given in: each version in each language once, in the order
       *     in which they first came. All figures read them alike. Absent for own measures, and where all
       *     are of version 1 in a language that nobody noted.
       */
      wordings?: components['schemas']['Wording'][];
    };
    /** @description The answer about one measure, or about several. */
    ReliefAnswers:
      | components['schemas']['ReliefAnswer']
      | {
          /** @description All of one revision. */
          measures: components['schemas']['ReliefAnswer'][];
        };
    /**
     * @description One course: treatments that are compared with the same baseline.
     *
     *     The definitions of relief, sections 2 and 6.
     */
    ReliefCourse: {
      /** @description How it was before the first of them. */
      baseline: components['schemas']['Figure_Baseline'];
      /** @description How sure it is that the days after are better than ordinary ups and downs. */
      certainty: components['schemas']['Figure_ReliefCertainty'];
      /** @description The ids of the changes of medication that lie close to it, in order of time. */
      medication_changes: string[];
      /** @description How far the days after treatment lie below those before. */
      nap: components['schemas']['Figure_Nap'];
      /** @description Whether the word is `relief`: only then headlines, averages and counts take it in. */
      stated: boolean;
      /** @description The ids of its treatments, in order of time; planned ones are not among them. */
      treatments: string[];
      /** @description What is said of it. */
      word: components['schemas']['ReliefWord'];
    };
    /** @description What is said of a course. */
    ReliefCourseGlance: {
      /** @description Its baseline, as a score of the measure. */
      baseline_score: components['schemas']['Figure_f64'];
      /** @description How sure it is that the days after are better. */
      level: components['schemas']['Figure_ReliefLevel'];
    };
    /**
     * @description The Kaplan–Meier estimate of sustained relief over the treatments with relief.
     *
     *     The definitions of relief, section 4. Patients usually get the next treatment because relief is
     *     fading, so the median has two readings, and the truth lies between them.
     */
    ReliefCurve: {
      /** @description After how many of them it was seen to be lost. */
      lost: number;
      /**
       * Format: double
       * @description The first duration, in days, at which half or less still have relief; absent if never reached.
       */
      median_days?: number | null;
      /**
       * Format: double
       * @description The median where each next treatment counts as a loss at that time, in days.
       */
      median_days_if_retreated_at_loss?: number | null;
      /**
       * Format: double
       * @description The lower limit of the 95 % interval of `median_days` (Brookmeyer & Crowley), in days.
       */
      median_lower?: number | null;
      /**
       * Format: double
       * @description The upper limit of the 95 % interval of `median_days`, in days.
       */
      median_upper?: number | null;
      /** @description The steps down, one for each duration at which relief was lost, in order of time. */
      steps: components['schemas']['ReliefStep'][];
      /** @description How many treatments had relief. */
      treatments: number;
    };
    /** @description How long relief lasted: the median in its two readings, each absent where it is not reached. */
    ReliefDays: {
      /**
       * Format: double
       * @description The median in days where each next treatment is taken as a loss.
       */
      from?: number | null;
      /**
       * Format: double
       * @description The median in days where relief is taken to have gone on at the next treatment.
       */
      to?: number | null;
    };
    /**
     * @description What ended relief, or the view of it.
     * @enum {string}
     */
    ReliefEnding: 'lost' | 'next_treatment' | 'silence' | 'still_going' | 'stopped_writing';
    /** @description One measure over all its treatments: page and PDF word it, neither computes. */
    ReliefGlance: {
      /** @description The courses, in order of time. */
      courses: components['schemas']['ReliefCourseGlance'][];
      later_baselines?: components['schemas']['ReliefSpan'] | null;
      later_points?: components['schemas']['ReliefSpan'] | null;
      /**
       * Format: double
       * @description For how many days the longest of them was seen; absent where there is none.
       */
      longest_relief_days?: number | null;
      relief_days?: components['schemas']['ReliefDays'] | null;
      /** @description The reliefs of stated courses, in order of the treatments. */
      reliefs: components['schemas']['ReliefSeen'][];
      /** @description How many treatments have taken place. */
      treatments: number;
      /** @description Why treatments could not be judged, where the headline does not say it; the most common reason first. */
      unjudged: components['schemas']['ReliefUnjudged'][];
      verdict?: components['schemas']['ReliefVerdict'] | null;
      written_after?: components['schemas']['Coverage'] | null;
      written_before?: components['schemas']['Coverage'] | null;
    };
    /**
     * @description What is said first about a measure: screens, page and PDF word it, none chooses it.
     *
     *     The definitions of relief, section 12.
     */
    ReliefHeadline:
      | {
          /** @enum {string} */
          says: 'no_treatment';
        }
      | {
          /** @enum {string} */
          says: 'relief';
        }
      | {
          /** @description The position of the course of which it is said. */
          course: number;
          /** @description Whether all its treatments were looked at to the end and none halved the score. */
          never_by_half: boolean;
          /**
           * Format: double
           * @description By how much, in points.
           */
          points: number;
          /** @enum {string} */
          says: 'better';
        }
      | {
          /** @description The position of the course of which it is said. */
          course: number;
          /** @enum {string} */
          says: 'perhaps';
        }
      | {
          /** @description The position of the course of which it is said. */
          course: number;
          /**
           * Format: date
           * @description The local date, where the treatment was given, from which it can be told.
           */
          from: string;
          /** @description How many more days with an entry are needed until then; 0 where there are enough. */
          missing_days: number;
          /** @enum {string} */
          says: 'too_early';
        }
      | {
          /** @description The position of the course of which it is said. */
          course: number;
          /** @description How many days of the two weeks before it are written, 0 to 2. */
          days_before: number;
          /** @enum {string} */
          says: 'nothing_to_compare_with';
        }
      | {
          /** @description The position of the course of which it is said. */
          course: number;
          reason?: components['schemas']['ReliefReason'] | null;
          /** @enum {string} */
          says: 'cannot_tell';
        };
    /** @description The latest treatment that has taken place. */
    ReliefLastTreatment: {
      /**
       * Format: date-time
       * @description When it started, with the record's own offset.
       */
      at: string;
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /**
       * Format: date
       * @description The local date, where it was given, on which the time to look for an onset is over.
       */
      judged_on: string;
    };
    /** @description The next treatment that is planned. */
    ReliefNextTreatment: {
      /**
       * Format: date-time
       * @description When it is planned, with the record's own offset.
       */
      at: string;
      /**
       * @description How many of the 14 days before it are written by now, where it would begin a course: its baseline needs 3, and
       *     certainty 5. Absent where it would continue one.
       */
      baseline_days?: number | null;
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
    };
    /**
     * @description Where a person is now, in one measure.
     *
     *     The definitions of relief, section 12. Nothing in it counts the time that passes: how long ago the last treatment
     *     was, the reader of the answer knows from its instant. So an answer changes only when it says something else.
     */
    ReliefNow: {
      last?: components['schemas']['ReliefLastTreatment'] | null;
      next?: components['schemas']['ReliefNextTreatment'] | null;
      /** @description The relief after the latest treatment, of a stated course. */
      relief: components['schemas']['Figure_ReliefAtPresent'];
      /**
       * Format: date
       * @description The local date of the latest check-in, where that is longer ago than `max_gap_days`.
       */
      silent_since?: string | null;
      /** @description How the last seven days were. */
      week: components['schemas']['Figure_ReliefWeek'];
    };
    /**
     * @description What many treatments say together, in the order in which they happened: a change over time looks the same.
     *
     *     The definitions of relief, section 7.
     */
    ReliefOverTreatments: {
      /** @description Whether a larger dose helps more. */
      dose: components['schemas']['Figure_ReliefDoseResponse'];
      /** @description Whether one route helps more than the other. */
      route: components['schemas']['Figure_ReliefRoutes'];
      /** @description Whether relief gets shorter. */
      shorter: components['schemas']['Figure_ReliefShorter'];
    };
    /**
     * @description The thresholds of the definitions of relief, echoed beside the figures they led to.
     *
     *     Any number is accepted; keeping them sensible is left to whoever takes them in.
     */
    ReliefParameters: {
      /**
       * Format: double
       * @description A new course starts where the gap since the previous treatment is longer than this, in days (section 2).
       */
      course_gap_days: number;
      /**
       * Format: double
       * @description A follow-up closes at the first silence longer than this, in days (section 3).
       */
      max_gap_days: number;
      /**
       * Format: double
       * @description An onset is looked for up to so many days after a treatment (section 3).
       */
      onset_limit_days: number;
      /**
       * Format: double
       * @description The improvement on the baseline below which relief is lost, in percent (sections 3 and 4).
       */
      partial_percent: number;
      /**
       * Format: double
       * @description The improvement on the baseline that is a response, in percent (section 3).
       */
      response_percent: number;
    };
    /**
     * @description Whether relief came within 24 hours.
     * @enum {string}
     */
    ReliefRapid: 'yes' | 'no' | 'unknown';
    /**
     * @description Why a figure is absent.
     *
     *     Where several reasons apply to a treatment, the first in this order is given, up to `NoResponse`
     *     (the definitions of relief, section 3); the others are of single figures.
     * @enum {string}
     */
    ReliefReason:
      | 'planned'
      | 'too_few_baseline_days'
      | 'baseline_too_low'
      | 'too_early'
      | 'no_follow_up'
      | 'baseline_too_variable'
      | 'already_responding'
      | 'no_response'
      | 'too_few_days'
      | 'all_days_written'
      | 'too_few_treatments'
      | 'no_relief_now'
      | 'getting_shorter'
      | 'longer_than_before'
      | 'not_reached'
      | 'all_alike'
      | 'not_stated'
      | 'no_treatment';
    /** @description Everything the definitions of relief say about one measure. */
    ReliefReport: {
      /** @description The mean of the treatments' curves. */
      aligned: components['schemas']['AlignedDay'][];
      /** @description The courses, in order of time. */
      courses: components['schemas']['ReliefCourse'][];
      /** @description How many days are left of the present relief, by the earlier ones. */
      days_left: components['schemas']['Figure_ReliefDaysLeft'];
      /** @description What is said first. */
      headline: components['schemas']['ReliefHeadline'];
      /** @description Where the person is now. */
      now: components['schemas']['ReliefNow'];
      /** @description What many treatments say together. */
      over_treatments: components['schemas']['ReliefOverTreatments'];
      /** @description How long relief lasted, over the treatments with relief of stated courses. */
      relief_curve: components['schemas']['ReliefCurve'];
      since_first_days?: components['schemas']['Figure_ReliefSinceFirstDays'] | null;
      /** @description The figures that are put into words. */
      summary: components['schemas']['ReliefSummary'];
      /** @description The treatments, planned ones too, in order of time. */
      treatments: components['schemas']['ReliefTreatment'][];
    };
    /** @description For how long a relief was seen. */
    ReliefSeen: {
      /**
       * Format: double
       * @description In days.
       */
      days: number;
      /** @description Whether its end was seen. */
      lost: boolean;
    };
    /** @description From the smallest to the largest of some figures. */
    ReliefSpan: {
      /**
       * Format: double
       * @description The largest.
       */
      high: number;
      /**
       * Format: double
       * @description The smallest.
       */
      low: number;
    };
    /**
     * @description One step of the relief curve.
     *
     *     The standard error is Greenwood's and the 95 % interval is on the log(−log) scale; neither is
     *     defined where the curve reaches 0, and they are absent there.
     */
    ReliefStep: {
      /** @description How many were at risk just before it. */
      at_risk: number;
      /**
       * Format: double
       * @description Days since relief began.
       */
      days: number;
      /** @description How many lost relief at it. */
      lost: number;
      /**
       * Format: double
       * @description The lower limit of the 95 % interval, 0 to 1.
       */
      lower?: number | null;
      /**
       * Format: double
       * @description The standard error of `survival`.
       */
      standard_error?: number | null;
      /**
       * Format: double
       * @description The share that still has relief after this step, 0 to 1.
       */
      survival: number;
      /**
       * Format: double
       * @description The upper limit of the 95 % interval, 0 to 1.
       */
      upper?: number | null;
    };
    /**
     * @description What is said over the treatments of stated courses: each place words it, none computes.
     *
     *     The definitions of relief, sections 3, 4 and 6.
     */
    ReliefSummary: {
      /** @description How many treatments could be judged: those with an onset or without a response. */
      judged: number;
      /** @description When relief was first seen. */
      onset_hours: components['schemas']['Figure_ReliefOnsetHours'];
      /** @description After how many it possibly did: those that surely did, and those where nobody wrote in time. */
      rapid_possibly: number;
      /** @description After how many of them relief surely came within 24 hours. */
      rapid_surely: number;
      /** @description How long relief lasted. */
      relief_days: components['schemas']['Figure_ReliefDays'];
      /** @description Whether any course is stated. */
      stated: boolean;
    };
    /**
     * @description One treatment and what came of it.
     *
     *     The definitions of relief, sections 3 to 6.
     */
    ReliefTreatment: {
      /**
       * Format: date-time
       * @description When it started, or is planned to, with the record's own offset.
       */
      at: string;
      /** @description How far it went in the first seven days, over two days. */
      best_days: components['schemas']['Figure_BestDays'];
      /** @description The position of its course in the report's `courses`, from 0; `null` where it is planned. */
      course: number | null;
      /** @description Its own curve by lag day; empty without a baseline. */
      curve: components['schemas']['CurvePoint'][];
      /** @description Its check-ins of the first 48 hours; empty without a baseline. */
      first_hours: components['schemas']['HourPoint'][];
      /** @description How many days of its follow-up were journaled. */
      follow_up: components['schemas']['Figure_Coverage'];
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /**
       * Format: date
       * @description The calendar date where and when it started.
       */
      local_date: string;
      /** @description How fast relief came. */
      onset: components['schemas']['Figure_Onset'];
      /** @description How far it went in the first seven days, in a single check-in. */
      peak: components['schemas']['Figure_Peak'];
      /** @description How long it lasted. */
      relief: components['schemas']['Figure_Relief'];
      /** @description How bad its unwritten days would have had to be for relief to be gone: a burden, in points. */
      tipping_point: components['schemas']['Figure_f64'];
    };
    /** @description A reason why treatments could not be judged. */
    ReliefUnjudged: {
      /** @description The reason. */
      reason: components['schemas']['ReliefReason'];
      /** @description How many treatments it is of. */
      treatments: number;
    };
    /**
     * @description Of which course it is said first whether it worked, and when that course was.
     *
     *     An earlier course that says more does not stand in for it: that was before the latest treatment.
     */
    ReliefVerdict: {
      /** @description The position of the course: the latest whose certainty is known. */
      course: number;
      /**
       * Format: date
       * @description The local date of its first treatment.
       */
      from: string;
      /**
       * Format: date
       * @description The local date of its last treatment.
       */
      to: string;
      /** @description How many treatments it has. */
      treatments: number;
    };
    /**
     * @description The word of a course.
     *
     *     The definitions of relief, section 6. In order: the first says the most.
     * @enum {string}
     */
    ReliefWord: 'relief' | 'better' | 'perhaps' | 'cannot_tell';
    /** @description When a patient wants to be reminded, as it is told to the server: what is absent is as it is without it. */
    ReminderChoice: {
      /** @description Whether to ask 1, 4, 24 and 72 hours, 7 and 14 days after each treatment, too. */
      after_treatment: boolean;
      /**
       * @description Whether to ask on the evening before a planned treatment, too.
       * @default true
       */
      before_treatment?: boolean;
      quiet?: components['schemas']['QuietHours'] | null;
      /**
       * @description Times of every day, at most six, each outside of the quiet hours.
       * @example [
       *       "09:00"
       *     ]
       */
      times: string[];
    };
    /** @description When a patient wants to be reminded. Sealed like a record. */
    Reminders: {
      /** @description Whether to ask 1, 4, 24 and 72 hours, 7 and 14 days after each treatment, too. */
      after_treatment: boolean;
      /**
       * @description Whether to ask on the evening before a planned treatment, too. True where it is not given: whoever chose
       *     before there was this choice plans treatments only from now on.
       * @default true
       */
      before_treatment?: boolean;
      quiet: components['schemas']['QuietHours'] | null;
      /**
       * @description Times of every day, at most six, each outside of the quiet hours.
       * @example [
       *       "09:00"
       *     ]
       */
      times: string[];
    };
    /**
     * @description The way by which a dose entered the body.
     * @enum {string}
     */
    Route: 'iv' | 'im' | 'nasal' | 'oral' | 'sublingual' | 'subcutaneous' | 'other';
    /**
     * @description What the patient wrote down for a bad hour, in their own words and in the order that they chose.
     *
     *     Each part may be empty, but not all of them: a plan without anything in it is deleted instead.
     */
    SafetyPlan: {
      /** @description What helps and can be done alone. */
      helps_alone?: components['schemas']['SafetyPlanLine'][];
      /** @description What helps among others. */
      helps_with_others?: components['schemas']['SafetyPlanLine'][];
      /** @description Whom to call or to go to, the first one first. */
      people?: components['schemas']['SafetyPlanPerson'][];
      /** @description Where it is easier. */
      places?: components['schemas']['SafetyPlanLine'][];
      /** @description What the patient lives for. */
      reasons_to_live?: components['schemas']['SafetyPlanLine'][];
      /** @description What makes the surroundings safer. */
      safer_surroundings?: components['schemas']['SafetyPlanLine'][];
      /** @description What tells that such an hour is coming. */
      warning_signs?: components['schemas']['SafetyPlanLine'][];
    };
    /** @description What became of a record, as sync tells it: its body, or that it was deleted. */
    SafetyPlanChange: {
      body?: components['schemas']['SafetyPlan'];
      /**
       * @description Whether its body is stored, but cannot be opened or read; in `current` of a conflict alone. What is written
       *     with its revision takes its place.
       */
      damaged?: boolean;
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'safety_plan';
      /**
       * Format: int64
       * @description The revision in which this came to be.
       */
      revision: number;
    };
    /** @description Why something was refused (RFC 9457). Some codes bring members of their own, which schemas beside this one have. */
    SafetyPlanChangedElsewhereProblem: {
      /**
       * @description Stable name of the problem, for programs.
       * @example invalid_body
       */
      code: string;
      /** @description What is stored now, as reading it answers; null where it is gone. */
      current?:
        | components['schemas']['StoredSafetyPlan']
        | components['schemas']['SafetyPlanChange']
        | null;
      /** @description What went wrong, in English. */
      detail: string;
      /**
       * @description What is wrong with a body, each with its place, the first hundred: with `invalid_body`. `faults` of `params` is
       *     how many there are.
       */
      errors?: components['schemas']['Fault'][];
      /** @description What a sentence about it needs to know, as limits and numbers. */
      params: Record<string, unknown>;
      /**
       * Format: date-time
       * @description When the server went back to an older database, if ever: with a refusal to sign in.
       */
      restored_at?: string;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The status in words. */
      title: string;
      /** @description Always `about:blank`: the code tells problems apart. */
      type: string;
    };
    /** @description One record with its id. */
    SafetyPlanJournalEntry: {
      body: components['schemas']['SafetyPlan'];
      /** Format: uuid */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'safety_plan';
    };
    /** @description One line of a safety plan: a few words. */
    SafetyPlanLine: string;
    /** @description A write as sent, before body and kind are seen together. */
    SafetyPlanOfflineWrite: {
      /**
       * Format: int64
       * @description The revision of this record that the device last saw; 0 when it made the record.
       */
      base_revision?: number;
      body?: components['schemas']['SafetyPlan'];
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /** Format: uuid */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'safety_plan';
    };
    /** @description Somebody who can be asked for help. */
    SafetyPlanPerson: {
      /** @description What the patient calls them. */
      name: string;
      /** @description More about them, such as when they can be reached. */
      note?: string | null;
      /**
       * @description Their telephone number, kept as it was typed.
       * @example +49 (0)30 1234-56
       */
      phone?: string | null;
    };
    /** @description A score and when it was given. */
    ScoreAt: {
      /**
       * Format: date-time
       * @description RFC 3339 with the offset at which it was made.
       * @example 2026-03-10T20:00:00+01:00
       */
      at?: string | null;
      /**
       * Format: date
       * @description A day without a time.
       * @example 2026-03-10
       */
      date?: string | null;
      /**
       * Format: int32
       * @description In points of the measure.
       */
      score: number;
    };
    /**
     * Format: password
     * @description A password or recovery code as typed: wiped from memory when dropped, never printed.
     */
    Secret: string;
    /** @description What was read at one time around a session; at least one value. */
    SessionReading: {
      blood_pressure?: components['schemas']['Pressure'] | null;
      /**
       * Format: int32
       * @description How unreal or detached, from not at all (0) to completely (10), as the measure `dissociation` asks.
       */
      dissociation?: number | null;
      /**
       * Format: int32
       * @description Minutes after the start of the session, −1440 to 1440: 0 or less is before it.
       * @example 40
       */
      minutes: number;
      /**
       * Format: int32
       * @description Beats of the heart in a minute, 20–300.
       */
      pulse?: number | null;
      /**
       * Format: int32
       * @description How sleepy or numbed, from not at all (0) to hardly awake (10).
       */
      sedation?: number | null;
    };
    /** @description A share, as its patient sees it. */
    ShareAnswer: {
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string;
      /** Format: uuid */
      id: string;
      /** @description What is shown beside scores. */
      include: components['schemas']['ShareInclude'];
      /** @description Whom or what the link is for, in the patient's words. */
      label: string;
      /**
       * @description What its documents are written in, unless a visitor asks for another; the patient's language where none is named.
       * @example de
       */
      language?: string | null;
      /** @description Whether a visitor would see anything now. */
      live: boolean;
      /** @description The measures shown, in order. */
      measures: string[];
      /** @description Whether visitors are asked for a passcode. */
      passcode: boolean;
      patient?: components['schemas']['SharePatient'] | null;
      /** @description The days shown. */
      range: components['schemas']['ShareRange'];
      /**
       * Format: date-time
       * @description When the patient ended it; null while it lives.
       */
      revoked_at: string | null;
    };
    /** @description What is shown beside scores: nothing of it unless ticked. */
    ShareInclude: {
      /**
       * @description How much was given.
       * @default false
       */
      doses?: boolean;
      /**
       * @description Notes of check-ins and events, intentions and experiences of treatments.
       * @default false
       */
      notes?: boolean;
      /**
       * @description Totals of questionnaires; never the answers.
       * @default false
       */
      questionnaires?: boolean;
      /**
       * @description The patient's safety plan; never in the FHIR bundle, which has no place for it.
       * @default false
       */
      safety_plan?: boolean;
      /**
       * @description Thoughts of not wanting to live, or of harming oneself.
       * @default false
       */
      self_harm?: boolean;
      /**
       * @description Side effects and blood pressure.
       * @default false
       */
      side_effects?: boolean;
    };
    /** @description Whose journal it is, in the patient's own words: for one link alone. */
    SharePatient: {
      /**
       * Format: date
       * @description The date of birth.
       */
      birth_date?: string | null;
      /** @description The name, without control characters. */
      name: string;
    };
    /** @description The days that a link shows: all of them, up to today and so many back, or between two dates. */
    ShareRange: {
      /**
       * Format: date
       * @description From this local date on.
       */
      from?: string | null;
      /**
       * Format: int32
       * @description A rolling range: the days before each visit, 1 to 3,650.
       */
      last_days?: number | null;
      /**
       * Format: date
       * @description Up to and with this local date.
       */
      to?: string | null;
    };
    /** @description What a link shows. Sealed like a record. */
    ShareTerms: {
      /** @description What is shown beside scores. */
      include: components['schemas']['ShareInclude'];
      /** @description Whom or what the link is for, in the patient's words. */
      label: string;
      /**
       * @description What its documents are written in, unless a visitor asks for another; the patient's language where none is named.
       * @example de
       */
      language?: string | null;
      /** @description The measures shown, in order. */
      measures: string[];
      patient?: components['schemas']['SharePatient'] | null;
      /** @description The days shown. */
      range: components['schemas']['ShareRange'];
    };
    /** @description What a visitor sees. */
    Shared: {
      /**
       * Format: date-time
       * @description When this was read.
       */
      at: string;
      /** Format: date-time */
      created_at: string;
      /** @description Events in the range, in order of time; those to come, too. */
      events: components['schemas']['SharedEvent'][];
      /** Format: date-time */
      expires_at: string;
      /** @description What was given, in the order in which each was given first. */
      given: components['schemas']['SharedGiven'][];
      highest_blood_pressure?: components['schemas']['HighestPressure'] | null;
      /** @description What is shown beside scores. */
      include: components['schemas']['ShareInclude'];
      /** @description Whom or what the link is for, in the patient's words. */
      label: string;
      /**
       * @description What its documents are written in, unless a visitor asks for another; the patient's language where none is named.
       * @example de
       */
      language?: string | null;
      /**
       * @description The measure that is spoken of first: the first one that is shown, but thoughts of self-harm only where nothing
       *     else is; absent where none is shown.
       */
      main?: string | null;
      /** @description The measures shown, in order. */
      measures: string[];
      /** @description Notes of check-ins, in order of time; empty unless ticked. */
      notes: components['schemas']['SharedNote'][];
      patient?: components['schemas']['SharePatient'] | null;
      /**
       * @description Treatments in the range that are still to come, or were planned and never confirmed, in order of time: no figure
       *     counts them.
       */
      planned: components['schemas']['SharedTreatment'][];
      /** @description Totals of each questionnaire that was answered; empty unless ticked. */
      questionnaires: components['schemas']['SharedQuestionnaire'][];
      /** @description The days shown. */
      range: components['schemas']['ShareRange'];
      safety_plan?: components['schemas']['SafetyPlan'] | null;
      self_harm?: components['schemas']['Lately'] | null;
      /** @description Each shared measure; thoughts of self-harm before all others. */
      series: components['schemas']['SharedSeries'][];
      /** @description Treatments in the range that happened, in order of time: what figures and charts are of. */
      treatments: components['schemas']['SharedTreatment'][];
    };
    /** @description From one dose to another. */
    SharedDoses: {
      /**
       * Format: double
       * @description The highest amount.
       */
      highest: number;
      /**
       * Format: double
       * @description The lowest amount.
       */
      lowest: number;
      /** @description Of what. */
      unit: components['schemas']['DoseUnit'];
    };
    /** @description An event, its note only where ticked. */
    SharedEvent: {
      /**
       * Format: date-time
       * @description RFC 3339 with the offset at which it was made.
       * @example 2026-03-10T20:00:00+01:00
       */
      at?: string | null;
      /** @description What sort of event. */
      category: components['schemas']['Category'];
      /**
       * Format: date
       * @description A day without a time.
       * @example 2026-03-10
       */
      date?: string | null;
      /** @description Its id. */
      id: string;
      /** @description More about it, where notes are ticked. */
      note?: string | null;
      /** @description Whether it is still to come; absent where it happened. */
      planned?: boolean;
      /** @description A few words. */
      title: string;
    };
    /** @description The treatments of one medicine, route and unit of dose. */
    SharedGiven: {
      doses?: components['schemas']['SharedDoses'] | null;
      /** @description What was given. */
      medicine: string;
      /** @description How it was given. */
      route: components['schemas']['Route'];
      /** @description How many treatments. */
      treatments: number;
    };
    /** @description The note of a check-in. */
    SharedNote: {
      /**
       * Format: date-time
       * @description RFC 3339 with the offset at which it was made.
       * @example 2026-03-10T20:00:00+01:00
       */
      at?: string | null;
      /**
       * Format: date
       * @description A day without a time.
       * @example 2026-03-10
       */
      date?: string | null;
      /** @description What was written. */
      note: string;
    };
    /** @description A questionnaire with its totals in the range. */
    SharedQuestionnaire: {
      change?: components['schemas']['SharedQuestionnaireChange'] | null;
      cut_off: components['schemas']['CutOff'] | null;
      /** @description Which one. */
      id: components['schemas']['Questionnaire'];
      /** @description How many of its items count. */
      items: number;
      /** @description LOINC's code of the total, where it could be confirmed. */
      loinc: string | null;
      /**
       * Format: double
       * @description The highest total; the lowest is 0.
       */
      max: number;
      /**
       * Format: double
       * @description The change, in points, that a person notices.
       */
      meaningful_change: number | null;
      /**
       * @description What it is called everywhere.
       * @example PHQ-9
       */
      name: string;
      /** @description Which end is the bad one. */
      polarity: components['schemas']['Polarity'];
      /**
       * Format: double
       * @description The drop since an earlier total, in percent of it, that counts as a response.
       */
      response_percent: number | null;
      /** @description Its totals, in order of time; at least one. */
      responses: components['schemas']['SharedResponse'][];
      /** @description What totals are called by how severe symptoms are, from the lowest; empty where nobody has defined it. */
      severity_bands: components['schemas']['QuestionnaireSeverityBand'][];
      /** @description What the name stands for. */
      title: string;
      /** @description How the total follows from the items. */
      totalling: components['schemas']['Totalling'];
    };
    /**
     * @description The latest total beside the last one before the first treatment of its course (definitions of relief, section 8).
     *
     *     Where that one lies before the range, nothing is compared: the first total in the range is no measure, for which
     *     one it is depends on the days that were chosen. Where the range goes back to the beginning, it is the first total
     *     there is.
     */
    SharedQuestionnaireChange: {
      /** @description Whether that is the last one before the course of treatments; else it is the first that there is. */
      before_treatment: boolean;
      /** @description Whether a person notices a change of so many points, better or worse; absent where nobody has defined it. */
      meaningful?: boolean | null;
      /**
       * Format: double
       * @description By how many percent of the earlier total symptoms are less; absent where there were none, and where a high
       *     total is the good one.
       */
      percent_better?: number | null;
      /**
       * Format: double
       * @description How many points better; negative is worse.
       */
      points_better: number;
      /** @description Whether the drop is a response; absent where nobody has defined it. */
      response?: boolean | null;
      /** @description The id of the response that the latest is compared with. */
      since: string;
    };
    /** @description What a questionnaire came to at one time. */
    SharedResponse: {
      /**
       * Format: date-time
       * @description RFC 3339 with the offset at which it was made.
       * @example 2026-03-10T20:00:00+01:00
       */
      at?: string | null;
      /**
       * Format: date
       * @description A day without a time.
       * @example 2026-03-10
       */
      date?: string | null;
      /** @description Its id. */
      id: string;
      /**
       * Format: double
       * @description In points of the questionnaire.
       */
      total: number;
    };
    /** @description One measure: its scores day by day, and what they say about relief. */
    SharedSeries: {
      /** @description The days with check-ins. */
      days: components['schemas']['TrendDay'][];
      /** @description What page and PDF say of it at a glance. */
      glance: components['schemas']['ReliefGlance'];
      /** @description What the highest score stands for. */
      high_label: string | null;
      /** @description The measure's id. */
      id: string;
      /** @description What the lowest score stands for. */
      low_label: string | null;
      /**
       * Format: int32
       * @description The highest score.
       */
      max: number;
      /**
       * Format: int32
       * @description The lowest score.
       */
      min: number;
      /** @description Which end is the bad one. */
      polarity: components['schemas']['Polarity'];
      /** @description The question. */
      question: string;
      /** @description Onset, peak and duration of relief. */
      relief: components['schemas']['ReliefReport'];
      /**
       * @description The words of a built-in measure that its scores were given in: each version in each language once, in the order
       *     in which they first came. Relief reads them alike. Absent for own measures, and where all
       *     are of version 1 in a language that nobody noted.
       */
      wordings?: components['schemas']['Wording'][];
    };
    /** @description A treatment, without what was not ticked. */
    SharedTreatment: {
      /**
       * Format: date-time
       * @description When it started.
       */
      at: string;
      blood_pressure?: components['schemas']['BloodPressure'] | null;
      dose?: components['schemas']['Dose'] | null;
      /**
       * Format: int32
       * @description How long it took, in minutes.
       */
      duration_minutes?: number | null;
      /** @description What it was like, where notes are ticked. */
      experience?: string | null;
      /** @description Its id. */
      id: string;
      /** @description What the patient set out with, where notes are ticked. */
      intention?: string | null;
      /**
       * Format: date
       * @description The date where it was made.
       */
      local_date: string;
      /** @description What was given. */
      medicine: string;
      /** @description Readings in time, where side effects are ticked. */
      readings?: components['schemas']['SessionReading'][];
      /** @description How it was given. */
      route: components['schemas']['Route'];
      /** @description Where. */
      setting?: string | null;
      /** @description Side effects, where ticked. */
      side_effects?: components['schemas']['SideEffect'][];
    };
    /** @description Everything that the terms of a share let through, computed from nothing else. */
    SharedView: {
      /** @description Events in the range, in order of time; those to come, too. */
      events: components['schemas']['SharedEvent'][];
      /** @description What was given, in the order in which each was given first. */
      given: components['schemas']['SharedGiven'][];
      highest_blood_pressure?: components['schemas']['HighestPressure'] | null;
      /**
       * @description The measure that is spoken of first: the first one that is shown, but thoughts of self-harm only where nothing
       *     else is; absent where none is shown.
       */
      main?: string | null;
      /** @description Notes of check-ins, in order of time; empty unless ticked. */
      notes: components['schemas']['SharedNote'][];
      /**
       * @description Treatments in the range that are still to come, or were planned and never confirmed, in order of time: no figure
       *     counts them.
       */
      planned: components['schemas']['SharedTreatment'][];
      /** @description Totals of each questionnaire that was answered; empty unless ticked. */
      questionnaires: components['schemas']['SharedQuestionnaire'][];
      safety_plan?: components['schemas']['SafetyPlan'] | null;
      self_harm?: components['schemas']['Lately'] | null;
      /** @description Each shared measure; thoughts of self-harm before all others. */
      series: components['schemas']['SharedSeries'][];
      /** @description Treatments in the range that happened, in order of time: what figures and charts are of. */
      treatments: components['schemas']['SharedTreatment'][];
    };
    /** @description One's shares. */
    Shares: {
      /**
       * @description The ids of those that cannot be read, and were not ended: they show nothing, and can be ended. Absent where there
       *     are none.
       */
      damaged?: string[];
      items: components['schemas']['ShareAnswer'][];
    };
    /** @description A side effect and how strong it was. */
    SideEffect: {
      /** @description Its name. */
      effect: string;
      /**
       * Format: int32
       * @description None (0), mild (1), moderate (2) or severe (3).
       */
      severity: number;
    };
    /** @description A name and its password. */
    SignIn: {
      password: components['schemas']['Secret'];
      username: components['schemas']['Username'];
    };
    /** @description Who wants to keep a journal. */
    SignUp: {
      locale: components['schemas']['Locale'];
      /** Format: password */
      password: string;
      time_zone: components['schemas']['ZoneName'];
      username: components['schemas']['Username'];
    };
    /** @description A session's access token (RFC 6749, section 5.1). The refresh token is in the cookie. */
    SignedIn: {
      access_token: string;
      /**
       * Format: int64
       * @description Seconds for which the access token is good.
       * @example 900
       */
      expires_in: number;
      session_id: string;
      /** @example Bearer */
      token_type: string;
    };
    /** @description A new account. */
    SignedUp: {
      locale: components['schemas']['Locale'];
      /**
       * @description Shown this once: the only way back in without the password.
       * @example 7Q2KX-0M4RB-V9T1C-HZ8DN
       */
      recovery_code: string;
      time_zone: components['schemas']['ZoneName'];
      username: string;
    };
    /** @description For how long a reminder is put off. */
    Snooze: {
      /**
       * Format: int64
       * @description In minutes, 5 to 720.
       */
      minutes: number;
    };
    /** @description A record as it is stored. */
    StoredCheckIn: {
      /**
       * @description In which words each built-in measure was answered. One that is not here was answered in those of version 1, in a
       *     language that nobody noted.
       * @example {
       *       "anxiety": {
       *         "language": "de",
       *         "version": 2
       *       },
       *       "low_mood": {
       *         "language": "de",
       *         "version": 1
       *       }
       *     }
       */
      asked?: {
        [key: string]: components['schemas']['Asked'];
      };
      /**
       * Format: date-time
       * @description RFC 3339 with the offset at which it was made.
       * @example 2026-03-10T20:00:00+01:00
       */
      at?: string | null;
      /**
       * Format: date
       * @description A day without a time.
       * @example 2026-03-10
       */
      date?: string | null;
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /** @description What the patient wrote about it. */
      note?: string | null;
      /**
       * Format: int64
       * @description The revision of the journal in which it was last changed; also its entity tag.
       */
      revision: number;
      /**
       * @description The score of each measure that was answered, at most 100, each in its own integer range.
       * @example {
       *       "anxiety": 4,
       *       "low_mood": 7
       *     }
       */
      scores?: {
        [key: string]: number;
      };
    };
    /** @description A record as it is stored. */
    StoredLifeEvent: {
      /**
       * Format: date-time
       * @description RFC 3339 with the offset at which it was made.
       * @example 2026-03-10T20:00:00+01:00
       */
      at?: string | null;
      /** @description What sort of event. */
      category: components['schemas']['Category'];
      /**
       * Format: date
       * @description A day without a time.
       * @example 2026-03-10
       */
      date?: string | null;
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /** @description More about it. */
      note?: string | null;
      /**
       * Format: int64
       * @description The revision of the journal in which it was last changed; also its entity tag.
       */
      revision: number;
      /** @description A few words for the mark on the chart. */
      title: string;
    };
    /** @description A record as it is stored. */
    StoredOwnMeasure: {
      /** @description What the highest score stands for. */
      high_label?: string | null;
      /** @description Its id. */
      id: string;
      /** @description What the lowest score stands for. */
      low_label?: string | null;
      /**
       * Format: int32
       * @description The highest score, 1 to 100 above the lowest.
       */
      max: number;
      /**
       * Format: int32
       * @description The lowest score.
       */
      min: number;
      /** @description Which end is the bad one. */
      polarity: components['schemas']['Polarity'];
      /** @description The question, as the patient words it. */
      question: string;
      /**
       * Format: int64
       * @description The revision of the journal in which it was last changed; also its entity tag.
       */
      revision: number;
    };
    /** @description A record as it is stored. */
    StoredQuestionnaireResponse: {
      /** @description The answers themselves, where they were given to the questions of an imported form. */
      answers?: components['schemas']['Answers'];
      /**
       * Format: date-time
       * @description RFC 3339 with the offset at which it was made.
       * @example 2026-03-10T20:00:00+01:00
       */
      at?: string | null;
      /**
       * Format: date
       * @description A day without a time.
       * @example 2026-03-10
       */
      date?: string | null;
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /** @description Which one. */
      questionnaire: components['schemas']['Questionnaire'];
      /**
       * Format: int64
       * @description The revision of the journal in which it was last changed; also its entity tag.
       */
      revision: number;
      /**
       * Format: double
       * @description What the answers came to, in points of the questionnaire. May be left out where `answers` tell; a stored
       *     response always has it.
       */
      total?: number | null;
    };
    /** @description A record as it is stored. */
    StoredSafetyPlan: {
      /** @description What helps and can be done alone. */
      helps_alone?: components['schemas']['SafetyPlanLine'][];
      /** @description What helps among others. */
      helps_with_others?: components['schemas']['SafetyPlanLine'][];
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /** @description Whom to call or to go to, the first one first. */
      people?: components['schemas']['SafetyPlanPerson'][];
      /** @description Where it is easier. */
      places?: components['schemas']['SafetyPlanLine'][];
      /** @description What the patient lives for. */
      reasons_to_live?: components['schemas']['SafetyPlanLine'][];
      /**
       * Format: int64
       * @description The revision of the journal in which it was last changed; also its entity tag.
       */
      revision: number;
      /** @description What makes the surroundings safer. */
      safer_surroundings?: components['schemas']['SafetyPlanLine'][];
      /** @description What tells that such an hour is coming. */
      warning_signs?: components['schemas']['SafetyPlanLine'][];
    };
    /** @description A record as it is stored. */
    StoredTreatment: {
      /**
       * Format: date-time
       * @description The start of the session, with its offset: onset is counted in hours from here.
       * @example 2026-03-10T10:00:00+01:00
       */
      at: string;
      blood_pressure?: components['schemas']['BloodPressure'] | null;
      dose?: components['schemas']['Dose'] | null;
      /**
       * Format: int32
       * @description How long the session took, in minutes, up to a day.
       */
      duration_minutes?: number | null;
      /** @description What the session was like, and what came of it. */
      experience?: string | null;
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /** @description What the patient set out with. */
      intention?: string | null;
      /**
       * @description What was given: `ketamine`, `esketamine`, or the patient's own word.
       * @example ketamine
       */
      medicine: string;
      /**
       * @description Whether the session was entered ahead of its time and nobody has confirmed yet that it took place. Until
       *     then it counts for nothing, also once `at` has passed; absent means `false`.
       */
      planned?: boolean;
      /**
       * @description Blood pressure, pulse, sedation and dissociation in time, at most 50, each at a minute of its own; kept in the
       *     order of time.
       */
      readings?: components['schemas']['SessionReading'][];
      /**
       * Format: int64
       * @description The revision of the journal in which it was last changed; also its entity tag.
       */
      revision: number;
      /** @description How it was given. */
      route: components['schemas']['Route'];
      /** @description Where: clinic, home, or other words. */
      setting?: string | null;
      /** @description Side effects with their severity, at most 50. */
      side_effects?: components['schemas']['SideEffect'][];
    };
    /**
     * @description How the total of a questionnaire follows from the scores of its items.
     * @enum {string}
     */
    Totalling: 'sum' | 'mean' | 'four_times_sum' | 'sum_of_domains';
    /** @description One dosing session, from its start instant. */
    Treatment: {
      /**
       * Format: date-time
       * @description The start of the session, with its offset: onset is counted in hours from here.
       * @example 2026-03-10T10:00:00+01:00
       */
      at: string;
      blood_pressure?: components['schemas']['BloodPressure'] | null;
      dose?: components['schemas']['Dose'] | null;
      /**
       * Format: int32
       * @description How long the session took, in minutes, up to a day.
       */
      duration_minutes?: number | null;
      /** @description What the session was like, and what came of it. */
      experience?: string | null;
      /** @description What the patient set out with. */
      intention?: string | null;
      /**
       * @description What was given: `ketamine`, `esketamine`, or the patient's own word.
       * @example ketamine
       */
      medicine: string;
      /**
       * @description Whether the session was entered ahead of its time and nobody has confirmed yet that it took place. Until
       *     then it counts for nothing, also once `at` has passed; absent means `false`.
       */
      planned?: boolean;
      /**
       * @description Blood pressure, pulse, sedation and dissociation in time, at most 50, each at a minute of its own; kept in the
       *     order of time.
       */
      readings?: components['schemas']['SessionReading'][];
      /** @description How it was given. */
      route: components['schemas']['Route'];
      /** @description Where: clinic, home, or other words. */
      setting?: string | null;
      /** @description Side effects with their severity, at most 50. */
      side_effects?: components['schemas']['SideEffect'][];
    };
    /** @description What became of a record, as sync tells it: its body, or that it was deleted. */
    TreatmentChange: {
      body?: components['schemas']['Treatment'];
      /**
       * @description Whether its body is stored, but cannot be opened or read; in `current` of a conflict alone. What is written
       *     with its revision takes its place.
       */
      damaged?: boolean;
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'treatment';
      /**
       * Format: int64
       * @description The revision in which this came to be.
       */
      revision: number;
    };
    /** @description Why something was refused (RFC 9457). Some codes bring members of their own, which schemas beside this one have. */
    TreatmentChangedElsewhereProblem: {
      /**
       * @description Stable name of the problem, for programs.
       * @example invalid_body
       */
      code: string;
      /** @description What is stored now, as reading it answers; null where it is gone. */
      current?:
        components['schemas']['StoredTreatment'] | components['schemas']['TreatmentChange'] | null;
      /** @description What went wrong, in English. */
      detail: string;
      /**
       * @description What is wrong with a body, each with its place, the first hundred: with `invalid_body`. `faults` of `params` is
       *     how many there are.
       */
      errors?: components['schemas']['Fault'][];
      /** @description What a sentence about it needs to know, as limits and numbers. */
      params: Record<string, unknown>;
      /**
       * Format: date-time
       * @description When the server went back to an older database, if ever: with a refusal to sign in.
       */
      restored_at?: string;
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The status in words. */
      title: string;
      /** @description Always `about:blank`: the code tells problems apart. */
      type: string;
    };
    /** @description One record with its id. */
    TreatmentJournalEntry: {
      body: components['schemas']['Treatment'];
      /** Format: uuid */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'treatment';
    };
    /** @description A treatment's mark on the chart. */
    TreatmentMark: {
      /** Format: date-time */
      at: string;
      dose?: components['schemas']['Dose'] | null;
      /** Format: uuid */
      id: string;
      /**
       * Format: date
       * @description The date where it was made.
       */
      local_date: string;
      medicine: string;
      route: components['schemas']['Route'];
    };
    /** @description A write as sent, before body and kind are seen together. */
    TreatmentOfflineWrite: {
      /**
       * Format: int64
       * @description The revision of this record that the device last saw; 0 when it made the record.
       */
      base_revision?: number;
      body?: components['schemas']['Treatment'];
      /** @description Whether it was deleted. */
      deleted?: boolean;
      /** Format: uuid */
      id: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      kind: 'treatment';
    };
    /**
     * @description One local calendar day on which there was a check-in.
     *
     *     All scores are raw, in points of the measure's scale: not turned by polarity.
     */
    TrendDay: {
      /** @description How many there are. */
      check_ins: number;
      /**
       * Format: date
       * @description The local date.
       */
      date: string;
      /**
       * Format: int32
       * @description The highest of them.
       */
      max: number;
      /**
       * Format: double
       * @description The mean of the day's scores.
       */
      mean: number;
      /**
       * Format: int32
       * @description The lowest of them.
       */
      min: number;
      /**
       * Format: double
       * @description The mean of the daily means of this day and the six before it, without the check-ins before the last
       *     treatment. Absent with fewer than three observed days; where a treatment was given on one of the seven
       *     days, one day since it is enough.
       */
      seven_day_mean?: number | null;
      /**
       * @description Whether a treatment lies between this seven-day mean and the one before it: no line joins the two.
       *     Absent where none does.
       */
      starts_anew?: boolean;
    };
    /** @description A measure day by day, with what may explain it. */
    Trends: {
      /** @description Check-ins, treatments and events that cannot be read and are in none of these; absent where there are none. */
      damaged?: components['schemas']['DamagedRecord'][];
      /** @description The days with check-ins, in order; missing days are never filled. */
      days: components['schemas']['TrendDay'][];
      /** @description The events, those to come, too. */
      events: components['schemas']['EventMark'][];
      measure: components['schemas']['MeasureScale'];
      /** @description The treatments that are still to come, as of now. */
      planned: components['schemas']['TreatmentMark'][];
      /**
       * Format: int64
       * @description The revision of the journal that this was read from.
       */
      revision: number;
      /** @description The treatments that happened. */
      treatments: components['schemas']['TreatmentMark'][];
      /**
       * @description The words of a built-in measure that its scores were given in, whatever the days: each version in each language
       *     once, in the order in which they first came. Absent for own measures, and where all
       *     are of version 1 in a language that nobody noted.
       */
      wordings?: components['schemas']['Wording'][];
    };
    /** @description The name a person signs in with: 2 to 64 letters, digits and `. _ - @ +`, without regard to case. */
    Username: string;
    /** @description When and how a share was opened; never an address. */
    VisitAnswer: {
      /** Format: date-time */
      at: string;
      /**
       * @description The kind of device; with `smart_health_link` what the recipient calls itself, which may be anything.
       * @example Firefox on Windows
       */
      device: string;
      /**
       * Format: int64
       * @description How many more visits this line stands for: a link has twenty lines a day at most.
       */
      more: number;
      /**
       * @description How a share was opened: the words that [`super::visitor`] notes.
       * @enum {string}
       */
      way: 'page' | 'pdf' | 'fhir' | 'smart_health_link';
    };
    /** @description The visits to a share. */
    Visits: {
      items: components['schemas']['VisitAnswer'][];
    };
    /** @description The two members of which a record has exactly one, as the API document shows them. */
    WhenSchema: {
      /**
       * Format: date-time
       * @description RFC 3339 with the offset at which it was made.
       * @example 2026-03-10T20:00:00+01:00
       */
      at?: string | null;
      /**
       * Format: date
       * @description A day without a time.
       * @example 2026-03-10
       */
      date?: string | null;
    };
    /** @description Words that scores were given in, and from when to when. */
    Wording: {
      /**
       * Format: date
       * @description The local date of the first score in these words.
       */
      from: string;
      /**
       * @description The language (BCP 47); absent where it is not known.
       * @example de
       */
      language?: string | null;
      /**
       * Format: date
       * @description The local date of the last one.
       */
      to: string;
      /**
       * Format: int32
       * @description The version of the words, from 1.
       */
      version: number;
    };
    /** @description What is wrong with a row, and in which of its columns, where that is known. */
    Wrong: {
      /**
       * @description Stable name of what is wrong, for programs. There may be new ones at any time: `detail` says them in English.
       * @example whole_number
       */
      code: string;
      /** @description The column, as the file names it. */
      column?: string | null;
      /**
       * @description What was expected there, in English.
       * @example expected a whole number from 0 to 10
       */
      detail: string;
      /** @description What a sentence about it needs to know: numbers, names, lists of what would have been taken. */
      params: Record<string, unknown>;
    };
    /**
     * @description An IANA time zone name, as `Europe/Berlin`.
     * @example Europe/Berlin
     */
    ZoneName: string;
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
