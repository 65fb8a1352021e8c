import type { RightsMessages } from './register-messages.ts'

/** The rights of the people concerned, in French. */
export const rightsMessagesFr: RightsMessages = {
  title: 'Les droits des personnes',
  contact: 'Où les exercer : {contact}.',
  always: 'Accès (article 15), rectification (article 16), limitation (article 18).',
  erasure: 'Effacement (article 17).',
  limitedErasure:
    'Effacement (article 17), dans les limites de son paragraphe 3 : il ne vaut pas pour ce que la loi ou la mission d’intérêt public exige de garder.',
  objection: 'Opposition (article 21).',
  portability: 'Portabilité (article 20).',
  withdrawal: 'Retrait du consentement à tout moment (article 7, paragraphe 3).',
  complaint: 'Réclamation auprès de la CNIL (article 77).',
  inService: 'Dans le service même, sans formalité :',
  decline: 'avant la connexion, la personne voit ce qui sera demandé à qui, et peut le refuser ;',
  review: {
    always:
      'avant toute transmission, elle relit les données et décide pour chacune de la transmettre ou non ;',
    auto: 'là où il y a un choix à faire, elle relit les données avant leur transmission et décide pour chacune de la transmettre ou non ;',
  },
  byHand: 'elle peut remplir le formulaire elle-même, sans FranceConnect : {address}.',
  corrections: 'Où faire corriger une valeur à sa source :',
}
