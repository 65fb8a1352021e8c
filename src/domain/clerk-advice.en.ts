import type { ClerkMessages } from './clerk-messages.ts'

const byHand = 'Treat the request as a form filled in by hand: check the values against documents.'
const pasteAgain = 'Copy the whole token, or the submission of the form, once more and try again.'

/** What each reservation or refusal means for the clerk, and what to do, in English. */
export const clerkAdviceEn: Pick<
  ClerkMessages,
  'brokenLock' | 'fileKeys' | 'problems' | 'refusals'
> = {
  brokenLock: {
    title: 'Broken lock: {fields}',
    text: 'A verified value, which the page was meant to protect, is not the one that was received. The citizen changed it, or the page left the field open.',
    todo: 'Go by the signed value, or ask for a document that supports the value received.',
  },
  fileKeys: {
    title: 'Checked with a file of keys, not with the service',
    text: 'It is you who vouch for this file: whoever gave it to you may have put keys of their own in it. A key revoked since it was saved is not marked in it.',
    todo: 'Rely on it only if you saved this file from this service. In doubt, take it away and check online, or ask the operator whether the fingerprints are theirs.',
  },
  problems: {
    expired: {
      title: 'Out of time',
      text: 'The form was not received within the period meant for it, usually 24 hours after the login. The values were right on the day of the signature.',
      todo: 'Check the date of receipt that was given. If it is right, decide whether the values are still recent enough for this procedure.',
    },
    retired_key: {
      title: 'Key not in use on that date',
      text: 'The key is one of the service, but did not sign on the day when the token says it was signed. That must not happen.',
      todo: 'Do not rely on this token before you have asked the operator of the service.',
    },
    revoked_key: {
      title: 'Revoked key',
      text: 'The key that signed has been revoked: anybody may have used it. The token proves nothing any more, whatever its date.',
      todo: `${byHand} The one exception: your file shows that this token, character by character, was in it before the revocation.`,
    },
    other_form: {
      title: 'Made for another form',
      text: 'The token is authentic, but was not made for the form with which it was sent, or not by this service.',
      todo: 'Ask the citizen to use the right form, or treat the request as filled in by hand.',
    },
    other_nonce: {
      title: 'Made for another view of the page',
      text: 'The token does not bear the mark that the page gave to this citizen: it may have been taken from another submission.',
      todo: 'Check that the identity in the token is that of the person who makes the request.',
    },
    reused: {
      title: 'Used before',
      text: 'This token has come with another submission already. A token serves for one submission.',
      todo: 'Compare with the first submission: often the form was merely sent twice.',
    },
    test_token: {
      title: 'Test person',
      text: 'The token comes from a test environment: its data are nobody’s.',
      todo: 'Grant nothing on this basis. Tell your webmaster that a form open to the public is connected to a test service.',
    },
    tampered: {
      title: 'The signature does not hold',
      text: 'The token was changed, cut short or made up, or it comes from another service. Nothing that it holds is proven, and none of it is shown.',
      todo: `${pasteAgain} If the result is the same: ${byHand.charAt(0).toLowerCase()}${byHand.slice(1)}`,
    },
    wrong_type: {
      title: 'This is not a prefill token',
      text: 'It is a signed token of another kind, or signed in a way that the service never uses.',
      todo: 'Look in the submission for the value named “prefill_token”.',
    },
    missing: {
      title: 'No token',
      text: 'The submission holds no token: the citizen did not use FranceConnect, as is their right.',
      todo: 'Treat the request as usual.',
    },
    keys_unavailable: {
      title: 'The keys of the service cannot be read now',
      text: 'The public keys could not be read. That says nothing against the token or the citizen.',
      todo: 'Try again later, or choose a file of keys that you saved from this service.',
    },
  },
  refusals: {
    empty: {
      title: 'There is nothing to read',
      text: 'No text was pasted and no file was read.',
      todo: 'Paste the token or the submission of the form.',
    },
    too_large: {
      title: 'This is too large',
      text: 'A token fits in 64 KiB, a submission in 256 KiB. This text was not read.',
      todo: 'Paste the submission without its attachments, or the token alone.',
    },
    too_deep: {
      title: 'This text is nested too deeply',
      text: 'No form sends values nested that deeply. This text was not read.',
      todo: 'Paste the token alone.',
    },
    unreadable: {
      title: 'This text cannot be read',
      text: 'It is neither a token, nor JSON, nor the submission of a form.',
      todo: pasteAgain,
    },
    several_tokens: {
      title: 'Several different tokens',
      text: 'A submission bears one token. This one holds several, and nothing says which of them the form read.',
      todo: 'Ask the webmaster which one is on file, and paste that one alone.',
    },
    repeated_token: {
      title: 'The token stands in several places',
      text: 'A submission bears its token once. Here nothing says which values go with it: some may have been added to mislead the reader.',
      todo: 'Compare for yourself: paste the token alone to see the signed values, and go by the values that your software recorded.',
    },
    nested_token: {
      title: 'The token stands in a part of the submission',
      text: 'There are values outside that part, and nothing says which of them your form took: a part may have been added to mislead the reader.',
      todo: 'Ask the webmaster for the values of the form and their token, with nothing around them. The token pasted alone shows the signed values.',
    },
    several_files: {
      title: 'Several files at once',
      text: 'The page reads one token or submission at a time. None of these files was read.',
      todo: 'Drop one file. A file of keys is chosen under “Saved keys of this service”.',
    },
    keys_as_text: {
      title: 'These are keys, neither a token nor a submission',
      text: 'Keys pasted or dropped with a submission would prove nothing: they were not taken.',
      todo: 'If you saved this file yourself from this service, choose it under “Saved keys of this service”.',
    },
    encrypted: {
      title: 'This token is encrypted',
      text: 'It is encrypted for the system that receives the form, which alone can open it. This page does not have its key and must not have it.',
      todo: 'Ask the webmaster for the token as that system decrypted it.',
    },
    franceconnect_token: {
      title: 'This token says that it is FranceConnect’s',
      text: 'A token of FranceConnect does not leave the service that receives it, and says nothing about the form.',
      todo: 'Look in the submission for the value named “prefill_token”. Tell the webmaster that a token of FranceConnect is going round.',
    },
    login_token: {
      title: 'This is the token of the login, not of the prefill',
      text: 'The service gives the form two tokens. This one (“id_token”) only says that somebody logged in, and holds no data.',
      todo: 'Look in the submission for the value named “prefill_token”.',
    },
    other_token: {
      title: 'This is not a prefill token',
      text: 'It is a signed token of another kind, which this page cannot read.',
      todo: 'Look in the submission for the value named “prefill_token”.',
    },
    unreadable_keys: {
      title: 'This file of keys cannot be read',
      text: 'A file of keys holds the key history of the service and nothing else. This one holds something else, or no key that can be read.',
      todo: 'Save the answer of the service’s /jwks/history once more, or take this file away: the page will ask the service for the keys.',
    },
    no_cryptography: {
      title: 'This browser cannot check here',
      text: 'The check needs a page served over https and a recent browser. That says nothing against the token.',
      todo: 'Open the https address of the service, or another browser.',
    },
  },
}
