DROP TABLE reminder_mails;
