//! How pleasant each word of How We Feel is, and how much energy is in it: the file does not name its quadrant.
//!
//! The quadrants are those of the mood meter (energy by pleasantness). A word that stands in none has no score.

const HIGH_UNPLEASANT: &str = "enraged panicked stressed jittery shocked surprised livid furious frustrated tense stunned hyper fuming frightened angry nervous restless anxious apprehensive worried irritated annoyed repulsed troubled concerned uneasy peeved pressured overwhelmed terrified impassioned scared jealous embarrassed envious confused contemptuous exasperated";
const LOW_UNPLEASANT: &str = "disgusted glum disappointed down apathetic pessimistic morose discouraged sad bored alienated miserable lonely disheartened tired despondent depressed sullen exhausted fatigued despairing hopeless desolate spent drained excluded insecure numb vulnerable helpless ashamed guilty humiliated disconnected burned-out burnt-out nostalgic meh lost forlorn trapped";
const HIGH_PLEASANT: &str = "upbeat cheerful motivated inspired festive exhilarated elated ecstatic hopeful happy focused enthusiastic optimistic excited proud thrilled blissful pleasant joyful playful energized lively confident determined curious amazed awe challenged accomplished alive pumped productive eager wishful empowered successful amused engaged";
const LOW_PLEASANT: &str = "at-ease easygoing content loving fulfilled calm secure satisfied grateful touched relaxed chill restful blessed balanced mellow thoughtful peaceful comfortable carefree sleepy complacent tranquil cozy serene accepted appreciated sympathetic empathetic compassionate understood supported good moved safe respected thankful connected valued relieved";

/// Whether energy is high, and whether the mood is pleasant.
fn quadrant(word: &str) -> Option<(bool, bool)> {
    let word = word.trim().to_lowercase().replace([' ', '_'], "-");
    let quadrants = [
        (HIGH_UNPLEASANT, (true, false)),
        (LOW_UNPLEASANT, (false, false)),
        (HIGH_PLEASANT, (true, true)),
        (LOW_PLEASANT, (false, true)),
    ];
    quadrants.into_iter().find(|(words, _)| words.split(' ').any(|known| known == word)).map(|(_, quadrant)| quadrant)
}

/// Whether a word stands in a quadrant.
pub fn is_known(word: &str) -> bool {
    quadrant(word).is_some()
}

/// Whether moods are pleasant; `None` when they are both, or no word is known.
pub fn pleasant(words: &[&str]) -> Option<bool> {
    agreed(words.iter().filter_map(|word| quadrant(word)).map(|(_, pleasant)| pleasant))
}

/// Whether there is much energy in moods; `None` when there is in some alone, or no word is known.
pub fn energetic(words: &[&str]) -> Option<bool> {
    agreed(words.iter().filter_map(|word| quadrant(word)).map(|(energetic, _)| energetic))
}

fn agreed(mut steps: impl Iterator<Item = bool>) -> Option<bool> {
    let first = steps.next()?;
    steps.all(|step| step == first).then_some(first)
}
