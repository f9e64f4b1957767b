/* SPDX-FileCopyrightText: 2026 Nabij contributors */
/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef CORE_VAULT_FIELD_H
#define CORE_VAULT_FIELD_H
/*
 * Every encrypted field of the schema, with its number. A number is bound
 * into each ciphertext: it is never changed and never used again.
 */
enum vault_class {
	VAULT_IDENTITY = 1,
	VAULT_ADDRESS,
	VAULT_DOSSIER,
	VAULT_ATTACHMENT,
	VAULT_LABEL,
	VAULT_STAFF,
	VAULT_DRAFT
};

#define VAULT_FIELDS(F) \
	F(1, ACCOUNT_EMAIL, STAFF) \
	F(2, ACCOUNT_NAME, STAFF) \
	F(3, ACCOUNT_TOTP, STAFF) \
	F(4, CONTACT_PROFILE_DETAIL, IDENTITY) \
	F(5, REGISTRATION_IDENTITY, IDENTITY) \
	F(6, REGISTRATION_ADDRESS, ADDRESS) \
	F(7, REGISTRATION_INCIDENT, DOSSIER) \
	F(8, REGISTRATION_LABEL, LABEL) \
	F(9, CONTACT_NOTE, DOSSIER) \
	F(10, CALLBACK_DETAIL, IDENTITY) \
	F(11, INTAKE_ANSWERS, DOSSIER) \
	F(12, DRAFT_BODY, DRAFT) \
	F(13, RECEIPT_ANSWER, DRAFT) \
	F(14, MESSAGE_TEXT, STAFF) \
	F(15, LETTER_ADDRESS, ADDRESS) \
	F(16, BLOB_CHUNK, ATTACHMENT) \
	F(17, DRAFT_SECRET, DRAFT) \
	F(18, CONTACT_REASON, DOSSIER) \
	F(24, KEEPSAKE_BODY, STAFF)

enum vault_field {
#define F(NUMBER, NAME, CLASS) SEALED_##NAME = NUMBER,
	VAULT_FIELDS(F)
#undef F
};

enum vault_class vault_field_class(enum vault_field f);

#endif
