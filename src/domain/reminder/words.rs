//! What a reminder says: nothing about health, because it is read over shoulders.

use crate::domain::language::{Locale, same_language};

/// The words of a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// The language (BCP 47).
    pub language: &'static str,
    /// The question.
    pub question: &'static str,
    /// The subject of a mail with it: filters count it against a mail that its subject ends in a question mark.
    pub moment: &'static str,
    /// What puts it off for an hour.
    pub later: &'static str,
    /// The subject of a mail with a code.
    pub code: &'static str,
    /// What the code is for.
    pub code_use: &'static str,
    /// What to do with one that nobody asked for.
    pub code_unasked: &'static str,
    /// Why a mail with it comes, and that it may be let pass: filters count it against a mail that it is all links.
    pub asked_for: &'static str,
    /// What the link at the end of a mail is for.
    pub no_more_mails: &'static str,
    /// The question behind that link.
    pub stop_question: &'static str,
    /// Its answer.
    pub stop: &'static str,
    /// That it was done.
    pub stopped: &'static str,
}

const ENGLISH: Words = Words {
    language: "en",
    question: "A moment for today?",
    moment: "A moment for today",
    later: "In an hour",
    code: "Your code",
    code_use: "Enter this code within an hour where you asked for it, and reminders will come to this address.",
    code_unasked: "If you did not ask for it, ignore this mail.",
    asked_for: "You asked for reminders by mail to this address. If it does not suit you now, let this one pass: a day \
                without an entry does no harm, and nobody is waiting for it.",
    no_more_mails: "No more of these mails:",
    stop_question: "No more mails to this address?",
    stop: "Stop these mails",
    stopped: "No more mails go to this address.",
};
const OTHERS: [Words; 5] = [
    Words {
        language: "de",
        question: "Hast du einen Moment?",
        moment: "Ein Moment für heute",
        later: "In einer Stunde",
        code: "Dein Code",
        code_use: "Gib diesen Code innerhalb einer Stunde dort ein, wo du ihn angefordert hast, dann kommen Erinnerungen \
                   an diese Adresse.",
        code_unasked: "Wenn du keinen Code wolltest, kannst du diese Mail ignorieren.",
        asked_for: "Du wolltest Erinnerungen per Mail an diese Adresse. Passt es gerade nicht, lass diese vorbeigehen: \
                    Ein Tag ohne Eintrag schadet nicht, und niemand wartet darauf.",
        no_more_mails: "Keine solchen Mails mehr:",
        stop_question: "Keine Mails mehr an diese Adresse?",
        stop: "Abbestellen",
        stopped: "An diese Adresse gehen keine Mails mehr.",
    },
    Words {
        language: "es",
        question: "¿Tienes un momento?",
        moment: "Un momento para hoy",
        later: "Dentro de una hora",
        code: "Tu código",
        code_use: "Escribe este código en menos de una hora donde lo pediste, y los recordatorios llegarán a esta \
                   dirección.",
        code_unasked: "Si no lo pediste, ignora este mensaje.",
        asked_for: "Pediste recordatorios por correo a esta dirección. Si ahora no te viene bien, deja pasar este: un \
                    día sin entrada no hace daño, y nadie la está esperando.",
        no_more_mails: "Para no recibir más correos como este:",
        stop_question: "¿No más correos a esta dirección?",
        stop: "Dejar de recibirlos",
        stopped: "Ya no se envían correos a esta dirección.",
    },
    Words {
        language: "fr",
        question: "Avez-vous un moment\u{202f}?",
        moment: "Un moment pour aujourd’hui",
        later: "Dans une heure",
        code: "Votre code",
        code_use: "Saisissez ce code dans l’heure là où vous l’avez demandé, et les rappels arriveront à cette adresse.",
        code_unasked: "Si vous n’avez rien demandé, ignorez cet e-mail.",
        asked_for: "Vous avez demandé des rappels par e-mail à cette adresse. Si ce n’est pas le moment, laissez \
                    passer celui-ci\u{a0}: un jour sans entrée ne fait aucun mal, et personne ne l’attend.",
        no_more_mails: "Ne plus recevoir ces e-mails\u{a0}:",
        stop_question: "Ne plus rien envoyer à cette adresse\u{202f}?",
        stop: "Ne plus rien envoyer",
        stopped: "Plus rien n’est envoyé à cette adresse.",
    },
    Words {
        language: "nl",
        question: "Heb je een moment?",
        moment: "Een moment voor vandaag",
        later: "Over een uur",
        code: "Je code",
        code_use: "Vul deze code binnen een uur in waar je erom hebt gevraagd, dan komen herinneringen op dit adres.",
        code_unasked: "Heb je geen code gevraagd, dan kun je deze mail negeren.",
        asked_for: "Je hebt gevraagd om herinneringen per mail op dit adres. Komt het nu niet uit, laat deze dan \
                    voorbijgaan: een dag zonder registratie kan geen kwaad, en niemand wacht erop.",
        no_more_mails: "Deze mails niet meer ontvangen:",
        stop_question: "Geen mails meer naar dit adres?",
        stop: "Niet meer sturen",
        stopped: "Er gaan geen mails meer naar dit adres.",
    },
    Words {
        language: "pt-BR",
        question: "Você tem um momento?",
        moment: "Um momento para hoje",
        later: "Daqui a uma hora",
        code: "Seu código",
        code_use: "Digite este código em até uma hora onde você o pediu, e os lembretes chegarão a este endereço.",
        code_unasked: "Se você não pediu um código, pode ignorar este e-mail.",
        asked_for: "Você pediu lembretes por e-mail neste endereço. Se agora não for um bom momento, deixe passar \
                    este: um dia sem registro não faz mal, e ninguém está esperando por ele.",
        no_more_mails: "Não receber mais estes e-mails:",
        stop_question: "Parar os e-mails para este endereço?",
        stop: "Parar os e-mails",
        stopped: "Nenhum e-mail é mais enviado a este endereço.",
    },
];

impl Words {
    /// In the language of the app that is nearest to a tag (`pt-BR` for `pt-PT`); in English where there is none.
    pub fn in_language(locale: &Locale) -> Self {
        OTHERS.into_iter().find(|words| same_language(words.language, locale.as_str())).unwrap_or(ENGLISH)
    }
}
