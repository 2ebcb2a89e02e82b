import Commands

Waymark.run()
