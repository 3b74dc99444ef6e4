import { render } from 'preact';
import '../../src/report/html.css';
import './style/desk.css';
import './style/incident.css';
import './style/print.css';
import { App } from './app';
import { start } from './state/start';

render(<App />, document.getElementById('page')!);
start();
