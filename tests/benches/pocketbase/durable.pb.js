// What Afterglow always does: a commit reaches the disk before it is answered.
onBootstrap((event) => {
  event.next();
  event.app.nonconcurrentDB().newQuery("PRAGMA synchronous = FULL").execute();
});
