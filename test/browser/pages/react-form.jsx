import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'

const empty = { nom: '', civilite: '', sexe: '', majeur: false, ne_le: '', quotient: '', avis: '' }

function FirstStep({ state, change }) {
  const text = (name) => ({ id: name, name, value: state[name], onChange: change })
  const radio = (value) => (
    <label>
      <input
        type="radio"
        name="sexe"
        value={value}
        checked={state.sexe === value}
        onChange={change}
      />{' '}
      {value}
    </label>
  )
  return (
    <div>
      <p>
        <label htmlFor="nom">Nom de naissance</label> <input {...text('nom')} />
      </p>
      <p>
        <label htmlFor="civilite">Civilité</label>{' '}
        <select {...text('civilite')}>
          <option value="">Choisir</option>
          <option value="2">Mme</option>
          <option value="1">M.</option>
        </select>
      </p>
      <fieldset>
        <legend>Sexe</legend>
        {radio('female')} {radio('male')}
      </fieldset>
      <p>
        <label>
          <input type="checkbox" name="majeur" checked={state.majeur} onChange={change} /> Majeur
        </label>
      </p>
    </div>
  )
}

function SecondStep({ state, change }) {
  const text = (name) => ({ id: name, name, value: state[name], onChange: change })
  return (
    <div>
      <p>
        <label htmlFor="ne_le">Date de naissance</label> <input type="date" {...text('ne_le')} />
      </p>
      <p>
        <label htmlFor="quotient">Quotient familial</label>{' '}
        <input inputMode="numeric" {...text('quotient')} />
      </p>
      <p>
        <label htmlFor="avis">Remarques</label> <textarea {...text('avis')} />
      </p>
    </div>
  )
}

/** A form in two steps whose state React holds; the element is React's own too. */
function App() {
  const [state, setState] = useState(empty)
  const [step, setStep] = useState(1)
  const [round, setRound] = useState(0)
  const [outcome, setOutcome] = useState('')
  const change = ({ target: { name, type, value, checked } }) =>
    setState((before) => ({ ...before, [name]: type === 'checkbox' ? checked : value }))
  const Step = step === 1 ? FirstStep : SecondStep
  const onEnd = ({ detail }) => setOutcome(detail.outcome)
  return (
    <main>
      <h1>Inscription à la cantine</h1>
      <franceconnect-prefill client-id="demo-cantine" for="inscription" onprefill-end={onEnd} />
      <form id="inscription" key={round}>
        <Step key={step} state={state} change={change} />
        <button type="button" id="step" onClick={() => setStep(3 - step)}>
          {step === 1 ? 'Suivant' : 'Précédent'}
        </button>
      </form>
      <button type="button" id="remount" onClick={() => setRound(round + 1)}>
        Refaire la page
      </button>
      <output id="state" hidden>
        {JSON.stringify(state)}
      </output>{' '}
      <output id="outcome">{outcome}</output>
    </main>
  )
}

createRoot(document.querySelector('#app')).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
