//! Bodies that nobody reads: their connection ends with the answer.
//!
//! actix would go on to drain a chunked one once it is dropped, for as long as its sender likes to take. It does not
//! while someone still holds it: so the answer does.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use actix_web::{
    Error, HttpMessage,
    body::{BodySize, BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::PayloadError,
    http::header,
    middleware::Next,
    web::Bytes,
};
use futures_util::Stream;

/// Holds chunked bodies until they are answered. Nothing may come between this and the connection: compression
/// lets go of what it finds empty.
///
/// # Errors
/// Those of the routes.
pub async fn are_cut_off<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<Answer>, Error> {
    let chunked = request.headers().contains_key(header::TRANSFER_ENCODING);
    let held = chunked.then(|| {
        let held = Held(Rc::new(RefCell::new(request.take_payload())));
        let lent: Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>> = Box::pin(held.clone());
        request.set_payload(Payload::from(lent));
        held
    });
    Ok(next.call(request).await?.map_body(|_, body| Answer { body: body.boxed(), _held: held }))
}

#[derive(Clone)]
struct Held(Rc<RefCell<Payload>>);

impl Stream for Held {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(context)
    }
}

/// The answer to a request, and what is left of the body that came with it.
pub struct Answer {
    body: BoxBody,
    _held: Option<Held>,
}

impl MessageBody for Answer {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}
