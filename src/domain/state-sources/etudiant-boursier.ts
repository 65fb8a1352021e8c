import { ofBursaryStatus, studentBursary } from './student-bursary.ts'

/** Bursaries since version 4, which tells who was struck off the register. */
export const etudiantBoursier = studentBursary('/v4/cnous/etudiant_boursier/france_connect', {
  est_boursier: ofBursaryStatus('boolean', 'Étudiant boursier', 'Has a student bursary', {
    path: ['statut_boursier', 'est_boursier'],
  }),
  est_radie: ofBursaryStatus('boolean', 'Radié des bourses', 'Struck off the bursaries', {
    path: ['statut_boursier', 'est_radie'],
  }),
  date_radiation: ofBursaryStatus('date', 'Date de radiation', 'Date of striking off', {
    path: ['statut_boursier', 'date_radiation'],
  }),
})

/** Bursaries in version 3, for habilitations that name it. */
export const etudiantBoursierV3 = studentBursary('/v3/cnous/etudiant_boursier/france_connect', {
  est_boursier: ofBursaryStatus('boolean', 'Étudiant boursier', 'Has a student bursary'),
})
