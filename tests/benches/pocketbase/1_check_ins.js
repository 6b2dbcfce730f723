// The like of Afterglow's check-ins: each patient's own, listed in order of time.
migrate((app) => {
  const users = app.findCollectionByNameOrId("users");
  const own = "owner = @request.auth.id";
  app.save(
    new Collection({
      type: "base",
      name: "check_ins",
      listRule: own,
      viewRule: own,
      createRule: `@request.auth.id != '' && ${own}`,
      updateRule: own,
      deleteRule: own,
      fields: [
        { type: "relation", name: "owner", required: true, collectionId: users.id, cascadeDelete: true, maxSelect: 1 },
        { type: "date", name: "at", required: true },
        { type: "json", name: "scores" },
        { type: "text", name: "note" },
      ],
      indexes: ["CREATE INDEX check_ins_by_time ON check_ins (owner, at)"],
    }),
  );
});
