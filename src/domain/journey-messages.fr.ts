import type { JourneyMessages } from './journey-messages.ts'

/** Les pages entre le formulaire et FranceConnect, en français. */
export const journeyMessagesFr: JourneyMessages = {
  mistakes: {
    title: 'Une réponse est à corriger',
    windowTitle: 'Erreur : {title}',
  },
  explain: {
    what: 'Avec votre accord, {collectivite} obtiendra : {fields}.',
    from: '{fields} (auprès {whom})',
    and: ' ; ',
    why: 'Pourquoi : {purpose}.',
    replaced:
      'Si ces informations sont obtenues et que vous ne les modifiez pas, vous n’aurez pas à joindre : {documents}.',
  },
  ask: {
    title: 'Avant de vous connecter',
    purpose: 'Pourquoi {collectivite} vous demande ces informations : {purpose}.',
    identity:
      'FranceConnect nous donne votre identité. Pour le reste, nous pouvons interroger à votre place l’administration qui le sait déjà. Elle vous reconnaît à votre nom, votre sexe, votre date et votre lieu de naissance, que FranceConnect lui donne.',
    sources: 'Que pouvons-nous demander pour vous ?',
    sourcesHint: 'Décochez ce que vous préférez remplir vous-même : ce ne sera pas demandé.',
    want: '{subject}, auprès {whom}',
    fills: 'Pour remplir : {labels}.',
    spares: 'Pour ne pas avoir à joindre : {documents}.',
    sparesWhen:
      'Une pièce nommée ici n’est à joindre que si la réponse manque, ou si vous la modifiez.',
    situation: 'Quelle est votre situation ?',
    situationHint:
      'Si plusieurs réponses conviennent, choisissez celle que vous voulez faire valoir.',
    situationAsks: 'Nous demanderons : {wants}.',
    situationAsksNobody: 'Nous n’interrogerons aucune administration.',
    situationMissing: 'Choisissez votre situation.',
    go: 'Continuer vers FranceConnect',
    without: 'Revenir au formulaire et le remplir sans FranceConnect',
  },
  progress: {
    title: 'Nous récupérons vos informations',
    text: 'La connexion est réussie. Nous attendons la réponse des administrations : quelques secondes suffisent d’ordinaire.',
    asked: 'Ce que nous demandons',
    waiting: '{subject}, auprès {whom}',
    ok: '{source} : réponse reçue.',
    notOk: '{source} : pas de réponse utilisable, vous remplirez vous-même.',
    offer:
      'Une administration tarde à répondre. Vous pouvez attendre encore un peu, ou continuer et remplir vous-même ce qui manque.',
    hurry: 'Continuer sans attendre',
    done: 'Tout est prêt. Vous allez revenir au formulaire.',
    go: 'Continuer',
  },
  review: {
    title: 'Vérifiez avant de transmettre',
    text: 'Rien n’a encore été transmis à {collectivite}. Choisissez ce qui doit l’être.',
    choose: '{label} : pour qui faites-vous cette démarche ?',
    chooseUpTo: 'Vous pouvez en cocher {max} au plus.',
    none: 'Ne rien transmettre ici, je remplirai moi-même',
    tooMany: 'Cochez {max} cases au plus.',
    noneChosen: 'Cochez au moins une case, ou choisissez de ne rien transmettre ici.',
    bothChosen:
      'Vous avez coché des cases et demandé de ne rien transmettre ici : gardez l’un ou l’autre.',
    values: 'Les autres informations',
    withhold: 'Décochez ce que vous ne voulez pas transmettre.',
    field: '{label} :',
    from: '{source} ({date})',
    unknown: '{label} : non disponible',
    yes: 'Oui',
    no: 'Non',
    missing: 'Ce que vous remplirez vous-même',
    go: 'Transmettre au formulaire',
    leave: 'Revenir au formulaire sans rien transmettre',
  },
}
