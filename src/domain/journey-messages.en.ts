import type { JourneyMessages } from './journey-messages.ts'

/** The pages between form and FranceConnect, in English. */
export const journeyMessagesEn: JourneyMessages = {
  mistakes: {
    title: 'One answer needs correcting',
    windowTitle: 'Error: {title}',
  },
  explain: {
    what: 'If you agree, {collectivite} will receive: {fields}.',
    from: '{fields} (from {whom})',
    and: '; ',
    why: 'Why: {purpose}.',
    replaced:
      'If this information is received and you do not change it, you will not have to attach: {documents}.',
  },
  ask: {
    title: 'Before you sign in',
    purpose: 'Why {collectivite} asks for this information: {purpose}.',
    identity:
      'FranceConnect gives us your identity. For the rest, we can ask the administration that already knows, so that you need not. It knows you by your name, sex, date and place of birth, which FranceConnect gives it.',
    sources: 'What may we ask for on your behalf?',
    sourcesHint: 'Untick what you would rather fill in yourself: it will not be asked for.',
    want: '{subject}, from {whom}',
    fills: 'To fill in: {labels}.',
    spares: 'So that you need not attach: {documents}.',
    sparesWhen:
      'A document named here has to be attached only if no answer comes, or if you change it.',
    situation: 'What is your situation?',
    situationHint: 'If several answers fit, choose the one that you want to rely on.',
    situationAsks: 'We will ask for: {wants}.',
    situationAsksNobody: 'We will ask no administration.',
    situationMissing: 'Choose your situation.',
    go: 'Continue to FranceConnect',
    without: 'Go back to the form and fill it in without FranceConnect',
  },
  progress: {
    title: 'We are fetching your information',
    text: 'You are signed in. We are waiting for the administrations to answer: a few seconds are usually enough.',
    asked: 'What we are asking for',
    waiting: '{subject}, from {whom}',
    ok: '{source}: answer received.',
    notOk: '{source}: no usable answer, you will fill this in yourself.',
    offer:
      'One administration is slow to answer. You can wait a little longer, or go on and fill in yourself what is missing.',
    hurry: 'Continue without waiting',
    done: 'Everything is ready. You are going back to the form.',
    go: 'Continue',
  },
  review: {
    title: 'Check before passing on',
    text: 'Nothing has been passed on to {collectivite} yet. Choose what shall be.',
    choose: '{label}: who is this for?',
    chooseUpTo: 'You can tick {max} at most.',
    none: 'Pass on none of these, I will fill it in myself',
    tooMany: 'Tick {max} boxes at most.',
    noneChosen: 'Tick at least one box, or choose to pass on none of these.',
    bothChosen: 'You ticked boxes and asked to pass on none of them: keep one or the other.',
    values: 'The other information',
    withhold: 'Untick what you do not want to pass on.',
    field: '{label}:',
    from: '{source} ({date})',
    unknown: '{label}: not available',
    yes: 'Yes',
    no: 'No',
    missing: 'What you will fill in yourself',
    go: 'Pass on to the form',
    leave: 'Go back to the form and pass on nothing',
  },
}
