"""Real GitHub webhook deliveries through typed signals: `python -m examples.github_webhooks`.

Who imports whom (`a <- b`: b imports a):

    objects <- payloads <- signals <- receivers/     what is sent, how it is called, who receives it
                                   <- wire <- damage     from JSON to a send; what is refused
                                              <- relay       deliver and count
                                                 <- report       show what was counted
                                                    <- __main__      the command
"""
