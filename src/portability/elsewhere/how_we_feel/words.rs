//! How pleasant each word of How We Feel is, and how much energy is in it: the file does not name its quadrant.
//!
//! The app has 144 words, 36 in each quadrant (energy by pleasantness). Of each all that a public copy of its list names
//! stand here, and words of the mood meter that it goes back to, where the two do not contradict each other. A word that
//! stands in none has no score.

const HIGH_UNPLEASANT: &str = "enraged irate panicked panic stressed jittery shocked livid furious frustrated tense stunned hyper fuming frightened angry nervous restless anxious apprehensive worried irritated annoyed repulsed troubled concerned uneasy peeved pressured overwhelmed terrified impassioned scared jealous embarrassed envious confused contemptuous contempt exasperated fomo";
const LOW_UNPLEASANT: &str = "disgusted glum disappointed down apathetic pessimistic morose discouraged sad bored alienated miserable lonely disheartened tired despondent depressed sullen exhausted fatigued despairing despair disengaged hopeless desolate spent drained excluded insecure numb vulnerable helpless ashamed guilty humiliated disconnected burned-out burnt-out nostalgic meh lost forlorn trapped";
const HIGH_PLEASANT: &str = "surprised pleased delight upbeat cheerful motivated inspired festive exhilarated elated ecstatic hopeful happy focused enthusiastic optimistic excited proud thrilled pleasant joyful playful energized lively confident determined curious amazed awe challenged accomplished alive pumped productive eager wishful empowered successful amused engaged";
const LOW_PLEASANT: &str = "blissful at-ease easygoing content loving loved fulfilled calm secure satisfied grateful touched relaxed chill restful blessed balanced mellow thoughtful peaceful comfortable carefree sleepy complacent tranquil cozy serene accepted appreciated sympathetic empathetic compassionate understood supported good good/okay included moved safe respected thankful connected valued relieved";

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_where_the_app_has_them() {
        let words = ["Surprised", "Blissful", "Good/okay", "At Ease", "Burned out", "Hyper", "Loved"];
        let of = |word: &&str| (pleasant(&[*word]), energetic(&[*word]));
        assert_eq!(
            words
                .iter()
                .map(of)
                .map(|(pleasant, energetic)| (pleasant.unwrap(), energetic.unwrap()))
                .collect::<Vec<_>>(),
            [(true, true), (true, false), (true, false), (true, false), (false, false), (false, true), (true, false)]
        );
        assert!(!is_known("bewildered"));
    }
}
