import { createApp } from 'vue'
import { render } from './form-in-steps.vue'

/** A form in two steps whose state Vue holds; the element stands in its template. */
const app = {
  render,
  data: () => ({
    state: { nom: '', civilite: '', sexe: '', majeur: false, ne_le: '', quotient: '', avis: '' },
    step: 1,
    round: 0,
    outcome: '',
  }),
  methods: {
    end({ detail }) {
      this.outcome = detail.outcome
    },
  },
}

createApp(app).mount('#app')
