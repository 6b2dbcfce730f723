//! An address for mail, as a patient writes it.

use lettre::Address;

use crate::domain::fault::{Faults, Refusal};

/// The longest address (RFC 5321, section 4.5.3.1.3).
const LONGEST: usize = 254;

/// Where mails go.
#[derive(Debug, Clone, deserr::Deserr)]
#[deserr(error = Faults, try_from(String) = MailAddress::try_from -> Refusal)]
pub struct MailAddress(pub Address);

impl TryFrom<String> for MailAddress {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        let text = text.trim();
        let plain = text.len() <= LONGEST && text.is_ascii() && !text.contains(['"', '[']);
        let named = text.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.'));
        let address = (plain && named).then(|| text.parse().ok()).flatten();
        address.map(Self).ok_or(Refusal::MailAddress)
    }
}
